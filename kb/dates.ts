import { z } from 'zod';

const isDay = (text: string) => z.iso.date().safeParse(text).success;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const day = (year: string | number, month: string | number, date: string | number) => {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  return isDay(text) ? text : null;
};

/**
 * A date as exports write it, as a day (UTC), or null where it is none. Of 03/04/2026 nobody can say which is the
 * month: the earlier day counts, because a review that comes too early does no harm.
 */
export function dayOf(value: unknown): string | null {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString().slice(0, 10);
  if (typeof value === 'number') return fromEpoch(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (/^\d{10}(\d{3})?$/.test(text)) return fromEpoch(Number(text));
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(text) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  if (iso) return day(iso[1] ?? '', iso[2] ?? '', iso[3] ?? '');
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text);
  if (dotted) return day(dotted[3] ?? '', dotted[2] ?? '', dotted[1] ?? '');
  const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text);
  if (slashed) {
    const [, a = '', b = '', year = ''] = slashed;
    return [day(year, a, b), day(year, b, a)].filter((one) => one !== null).sort()[0] ?? null;
  }
  const named = /^(?:\p{L}+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\.?\s+(\p{L}{3})\p{L}*\.?,?\s+(\d{4})/iu.exec(text);
  if (named) return day(named[3] ?? '', month(named[2]), named[1] ?? '');
  const american = /^(?:\p{L}+,?\s+)?(\p{L}{3})\p{L}*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})/iu.exec(text);
  return american ? day(american[3] ?? '', month(american[1]), american[2] ?? '') : null;
}

const month = (name = '') => MONTHS.indexOf(name.toLowerCase()) + 1;

/** Seconds or milliseconds since 1970, for days from 2000 to 2100. */
function fromEpoch(value: number): string | null {
  const time = value < 1e11 ? value * 1000 : value;
  return time >= 946_684_800_000 && time < 4_102_444_800_000 ? new Date(time).toISOString().slice(0, 10) : null;
}
