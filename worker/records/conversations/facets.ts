import type { Archived, PastQuery } from './schema.ts';

/** One letter a kind, none of which is a digit of what follows it. */
const letters = {
  site: 's',
  state: 't',
  language: 'l',
  area: 'r',
  reason: 'w',
  rule: 'u',
  agent: 'g',
  customer: 'k',
  resolvedBy: 'y',
} as const;
type Kind = keyof typeof letters;

/** A value as one word of the index, whatever signs it has: words of other kinds, and longer ones, are never the same. */
export function facet(kind: Kind, value: string): string {
  const hex = [...new TextEncoder().encode(value)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${letters[kind]}${hex}`;
}

/** All that a conversation is found by, other than its words. */
export function facetsOf(site: string, customer: string, one: Archived): string {
  return [
    facet('site', site),
    facet('state', one.state),
    facet('language', one.language),
    facet('customer', customer),
    ...(one.area === null ? [] : [facet('area', one.area)]),
    ...(one.reason === null ? [] : [facet('reason', one.reason)]),
    ...(one.resolvedBy === null ? [] : [facet('resolvedBy', one.resolvedBy)]),
    ...one.rules.map((rule) => facet('rule', rule)),
    ...one.agents.map(({ id }) => facet('agent', id)),
  ].join(' ');
}

const asked = ['state', 'language', 'area', 'reason', 'rule', 'agent', 'customer'] as const;

/** Those of a query, other than the site. */
export function askedFacets(query: Pick<PastQuery, (typeof asked)[number]>): string[] {
  return asked.flatMap((kind) => {
    const value = query[kind];
    return value === undefined ? [] : [facet(kind, value)];
  });
}
