import type { Period } from '../../../policy/privacy.ts';

/** The calendar day of a moment where the site is, as YYYY-MM-DD. */
export function dayIn(timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

/**
 * The last day of a legal period that begins with a day's request. That day itself does not count (Regulation 1182/71,
 * Article 3(1)); a month ends on the same day of the month, or on its last day where it has none (3(2)c).
 */
export function dueAfter(day: string, period: Period): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  if ('days' in period) return isoDay(Date.UTC(year, month - 1, date + period.days));
  // Day 0 of the month after is the last one of the month.
  const last = new Date(Date.UTC(year, month - 1 + period.months + 1, 0)).getUTCDate();
  return isoDay(Date.UTC(year, month - 1 + period.months, Math.min(date, last)));
}

const isoDay = (time: number) => new Date(time).toISOString().slice(0, 10);
