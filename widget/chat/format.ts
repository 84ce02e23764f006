import { locales } from './clock.ts';

export function date(at: string, locale: string): string {
  return new Date(at).toLocaleDateString(locales(locale), { dateStyle: 'long' });
}

export function day(at: string, locale: string): string {
  return new Date(at).toLocaleDateString(locales(locale), { weekday: 'short', day: 'numeric', month: 'short' });
}

/** Amounts come in the currency's minor unit, of which a yen has none and a dinar a thousand. */
export function money({ amount, currency }: { amount: number; currency: string }, locale: string): string {
  const format = new Intl.NumberFormat(locales(locale), { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
