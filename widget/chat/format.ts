import { locales } from './clock.ts';

export function date(at: string, locale: string): string {
  return new Date(at).toLocaleDateString(locales(locale), { dateStyle: 'long' });
}

export function day(at: string, locale: string): string {
  return new Date(at).toLocaleDateString(locales(locale), { weekday: 'short', day: 'numeric', month: 'short' });
}

const week = 6 * 86_400_000;

/** When somebody is there again, where the customer is: the day of the week and the time, with the date where that is far. */
export function opening(at: string, locale: string, now = Date.now()): string {
  const date = Date.parse(at) - now > week ? ({ day: 'numeric', month: 'long' } as const) : {};
  return new Date(at).toLocaleString(locales(locale), { weekday: 'long', hour: 'numeric', minute: '2-digit', ...date });
}

/** Amounts come in the currency's minor unit, of which a yen has none and a dinar a thousand. */
export function money({ amount, currency }: { amount: number; currency: string }, locale: string): string {
  const format = new Intl.NumberFormat(locales(locale), { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
