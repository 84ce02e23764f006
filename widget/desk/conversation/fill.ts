import type { replyPlaceholders } from '../../../policy/replies.ts';

export type Gap = (typeof replyPlaceholders)[number];
export type Values = Record<Gap, string>;

const names: Record<Gap, string> = {
  customer: 'the customer’s name',
  agent: 'your name',
  order: 'the order number',
  site: 'the shop’s name',
};

const gaps = /\{(customer|agent|order|site)\}/g;
const isGap = (name: string): name is Gap => Object.hasOwn(names, name);

/** Fills in what is known; what is not stays as it is written, for the person to fill in. */
export const filled = (text: string, values: Values): string =>
  text.replace(gaps, (hole, name: string) => (isGap(name) && values[name] !== '' ? values[name] : hole));

export interface Hole {
  name: Gap;
  start: number;
  end: number;
}

export const holesIn = (text: string): Hole[] =>
  [...text.matchAll(gaps)].flatMap(({ 0: hole, 1: name = '', index }) =>
    isGap(name) ? [{ name, start: index, end: index + hole.length }] : [],
  );

/** What is to be done before the text may go out; empty: nothing. */
export function gapAdvice(text: string): string {
  const missing = [...new Set(holesIn(text).map(({ name }) => name))];
  return missing.length === 0 ? '' : `Fill in ${missing.map((name) => names[name]).join(' and ')} first, or take the gap out`;
}

/** The first name of a verified customer. Titles and single letters are no name to greet somebody by. */
export function firstName(name: string | undefined): string {
  const [first = ''] = (name ?? '').trim().split(/\s+/);
  return /^\p{L}[\p{L}'’-]+$/u.test(first) ? first : '';
}
