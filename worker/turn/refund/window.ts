import type { Clause } from '../../../policy/refunds.ts';

const day = 86_400_000;
const midnight = (date: Date) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());

/** Calendar days (UTC) from one moment to another; negative when the other comes first. */
export const daysBetween = (from: Date, to: Date): number => Math.round((midnight(to) - midnight(from)) / day);

/** The last day on which an item may come back. A season makes it later, never earlier. */
export function lastDay({ days, season }: Extract<Clause, { kind: 'window' }>, delivered: Date, placed: Date): Date {
  const usual = new Date(midnight(delivered) + days * day);
  if (!season) return usual;
  const on = placed.toISOString().slice(5, 10);
  const wraps = season.from > season.to;
  const within = wraps ? on >= season.from || on <= season.to : on >= season.from && on <= season.to;
  if (!within) return usual;
  const [month = '1', date = '1'] = season.until.split('-');
  // The first such day after the order.
  const year = placed.getUTCFullYear() + (season.until < on ? 1 : 0);
  const extended = new Date(Date.UTC(year, Number(month) - 1, Number(date)));
  return extended > usual ? extended : usual;
}
