import { signal } from '@preact/signals';
import type { Reason } from '../../../policy/schema.ts';
import type { State } from '../../../worker/protocol.ts';

export interface Filters {
  q: string;
  /** Empty: all of them. */
  state: State | '';
  reason: Reason | '';
  area: string;
  rule: string;
  agent: string;
  language: string;
  /** Days as the field for a day writes them, here and not in Greenwich. */
  from: string;
  to: string;
  /** One customer, by the key and the name that the list gave. */
  customer: { key: string; label: string } | null;
}

export const unfiltered: Filters = {
  q: '',
  state: '',
  reason: '',
  area: '',
  rule: '',
  agent: '',
  language: '',
  from: '',
  to: '',
  customer: null,
};

export const filters = signal<Filters>(unfiltered);

export const change = (part: Partial<Filters>): void => {
  filters.value = { ...filters.peek(), ...part };
};

const named = ['state', 'reason', 'area', 'rule', 'agent', 'language'] as const;

/** How many narrow the list down, other than the words in the search field. */
export const chosen = (now: Filters): number =>
  [...named.map((name) => now[name]), now.from, now.to].filter((value) => value !== '').length + (now.customer === null ? 0 : 1);

export const isFiltered = (now: Filters): boolean => chosen(now) > 0 || now.q.trim() !== '';

/** The filters as the server reads them. A last day counts whole. */
export function queryOf(now: Filters, after: string | null = null): URLSearchParams {
  const query = new URLSearchParams();
  if (now.q.trim() !== '') query.set('q', now.q.trim());
  for (const name of named) if (now[name] !== '') query.set(name, now[name]);
  const [from, to] = [startOf(now.from), startOf(now.to, 1)];
  if (from !== null) query.set('from', from);
  if (to !== null) query.set('to', to);
  if (now.customer !== null) query.set('customer', now.customer.key);
  if (after !== null) query.set('after', after);
  return query;
}

/** The moment at which a day begins where this page is read; null while a day is still being typed. */
function startOf(day: string, later = 0): string | null {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined || Number.isNaN(year + month + date) || year < 1970) return null;
  return new Date(year, month - 1, date + later).toISOString();
}
