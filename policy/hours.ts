import { z } from 'zod';

/** Business hours of a team: when people are there, in the time zone where they are. */
const range = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'is no range like "09:00-17:30"')
  .refine((value) => value.slice(0, 5) < value.slice(6), 'ends before it begins; give the part after midnight to the next day');
const day = z.array(range).max(4).default([]);

export const hoursSchema = z.strictObject({
  /** IANA name, such as Europe/Lisbon. */
  time_zone: z.string().refine(isZone, 'is no time zone like Europe/Lisbon'),
  week: z.strictObject({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day }),
  /** Holidays: whole days on which nobody is there. */
  closed: z.array(z.iso.date()).default([]),
});
export type Hours = z.infer<typeof hoursSchema>;

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const minute = 60_000;
/** Hours without any opening within this many days count as never open. */
const horizon = 60;

/** Open time from a moment on, as instants; the first may have begun before it. */
function* openings(hours: Hours, from: Date): Generator<{ start: number; end: number }> {
  const [year, month, date] = wallClock(hours.time_zone, from.getTime());
  for (let ahead = 0; ahead <= horizon; ahead++) {
    const noon = new Date(Date.UTC(year, month - 1, date + ahead, 12));
    if (hours.closed.includes(noon.toISOString().slice(0, 10))) continue;
    for (const text of hours.week[weekdays[noon.getUTCDay()] ?? 'sun'].toSorted()) {
      const start = instant(hours.time_zone, noon, text.slice(0, 5));
      const end = instant(hours.time_zone, noon, text.slice(6));
      if (end > from.getTime() && end > start) yield { start, end };
    }
  }
}

/** When somebody is there next: the moment itself while open, null when not within the next 60 days. */
export function opensAt(hours: Hours, from: Date): Date | null {
  for (const { start } of openings(hours, from)) return new Date(Math.max(start, from.getTime()));
  return null;
}

export const isOpen = (hours: Hours, at: Date): boolean => opensAt(hours, at)?.getTime() === at.getTime();

/** When that is different next: the end of what is open, or the next opening. */
export function changesAt(hours: Hours, from: Date): Date | null {
  for (const { start, end } of openings(hours, from)) return new Date(start <= from.getTime() ? end : start);
  return null;
}

/** The moment at which so many minutes of open time have passed. Never open: so many minutes of any time. */
export function afterOpen(hours: Hours, from: Date, minutes: number): Date {
  let left = minutes * minute;
  for (const { start, end } of openings(hours, from)) {
    const begin = Math.max(start, from.getTime());
    if (begin + left <= end) return new Date(begin + left);
    left -= end - begin;
  }
  return new Date(from.getTime() + minutes * minute);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Year, month, day, hour, minute, second where a time zone is. */
function wallClock(timeZone: string, at: number): [number, number, number, number, number, number] {
  let format = formats.get(timeZone);
  if (!format) {
    const digits = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
    format = new Intl.DateTimeFormat('en', { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', ...digits });
    formats.set(timeZone, format);
  }
  const parts = format.formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  return [part('year'), part('month'), part('day'), part('hour'), part('minute'), part('second')];
}

/** Each handoff asks for the same few instants several times, and asking a calendar is slow. */
const instants = new Map<string, number>();

function instant(timeZone: string, noon: Date, time: string): number {
  const key = `${timeZone} ${noon.getTime()} ${time}`;
  const known = instants.get(key);
  if (known !== undefined) return known;
  if (instants.size >= 1_000) instants.clear();
  const found = findInstant(timeZone, noon, time);
  instants.set(key, found);
  return found;
}

/** The instant of a wall-clock time on a day. One that a change of the clocks skips is moved on by what was skipped. */
function findInstant(timeZone: string, noon: Date, time: string): number {
  const [hour = 0, minutes = 0] = time.split(':').map(Number);
  const wanted = Date.UTC(noon.getUTCFullYear(), noon.getUTCMonth(), noon.getUTCDate(), hour, minutes);
  const offset = (at: number) => {
    const [y, mo, d, h, mi, s] = wallClock(timeZone, at);
    return Date.UTC(y, mo - 1, d, h, mi, s) - Math.floor(at / 1_000) * 1_000;
  };
  // The offset at the guess may be that of the other side of a change of the clocks.
  const first = wanted - offset(wanted);
  const second = wanted - offset(first);
  return offset(second) === wanted - second ? second : Math.max(first, second);
}
