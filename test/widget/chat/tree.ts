import { Component, isValidElement, type VNode } from 'preact';

export interface Element {
  tag: string;
  attributes: Record<string, unknown>;
  children: Tree[];
}
export type Tree = string | Element;

/** What would be put on the page: components called, fragments opened. */
export function tree(node: unknown): Tree[] {
  if (Array.isArray(node)) return node.flatMap(tree);
  if (!isValidElement(node)) return node === null || node === undefined || typeof node === 'boolean' ? [] : [String(node)];
  const { type, props }: VNode<{ children?: unknown }> = node;
  // A component that follows signals is a class (widget/chat/live.ts).
  if (typeof type === 'function' && 'prototype' in type && type.prototype instanceof Component)
    return tree(Reflect.construct(type, [props]).render(props));
  if (typeof type === 'function') return tree(Reflect.apply(type, undefined, [props]));
  const { children, ...attributes } = props;
  return [{ tag: String(type), attributes, children: tree(children) }];
}

export const tags = (trees: Tree[]): string[] => trees.flatMap((one) => (typeof one === 'string' ? [] : [one.tag, ...tags(one.children)]));

/** Every element of a kind, wherever it stands. */
export const elements = (trees: Tree[], tag: string): Element[] =>
  trees.flatMap((one) => (typeof one === 'string' ? [] : [...(one.tag === tag ? [one] : []), ...elements(one.children, tag)]));

export const text = (trees: Tree[]): string => trees.map((one) => (typeof one === 'string' ? one : text(one.children))).join('');
