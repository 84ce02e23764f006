import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterOpen, type Hours, hoursSchema, isOpen, opensAt } from '../../policy/hours.ts';

const day = ['09:00-12:00', '13:00-17:00'];
const lisbon: Hours = {
  time_zone: 'Europe/Lisbon',
  week: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] },
  closed: ['2026-12-25'],
};
const at = (text: string) => new Date(text);

test.each([
  ['2026-07-08T08:30:00Z', '2026-07-08T08:30:00Z', 'in summer nine o’clock is eight in UTC'],
  ['2026-12-09T08:30:00Z', '2026-12-09T09:00:00Z', 'in winter it is nine'],
  ['2026-12-09T12:30:00Z', '2026-12-09T13:00:00Z', 'after lunch'],
  ['2026-12-09T17:00:00Z', '2026-12-10T09:00:00Z', 'the end of a day is closed'],
  ['2026-12-24T18:00:00Z', '2026-12-28T09:00:00Z', 'a holiday and a weekend'],
])('after %s somebody is there at %s: %s', (from, opens) => {
  expect(opensAt(lisbon, at(from))).toEqual(at(opens));
});

test('a promised time passes only while somebody is there', () => {
  expect(afterOpen(lisbon, at('2026-12-09T11:50:00Z'), 15)).toEqual(at('2026-12-09T13:05:00Z'));
  expect(afterOpen(lisbon, at('2026-12-24T16:58:00Z'), 5)).toEqual(at('2026-12-28T09:03:00Z'));
  expect(afterOpen(lisbon, at('2026-12-05T03:00:00Z'), 8 * 60)).toEqual(at('2026-12-08T10:00:00Z'));
});

test('a night on which the clocks change is an hour shorter or longer', () => {
  const always = ['00:00-24:00'];
  const week = { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always };
  const hours = { time_zone: 'Europe/Berlin', week, closed: [] };
  for (const night of ['2026-03-28T12:00:00Z', '2026-10-24T12:00:00Z'])
    expect(afterOpen(hours, at(night), 24 * 60)).toEqual(new Date(at(night).getTime() + 24 * 3_600_000));
  // 02:30 does not exist on that Sunday in March: it is then half past three.
  const early = { ...hours, week: { ...week, sun: ['02:30-04:00'] } };
  expect(opensAt(early, at('2026-03-28T23:30:00Z'))).toEqual(at('2026-03-29T01:30:00Z'));
});

test('hours that never open: nobody is waited for without end', () => {
  const never = { ...lisbon, week: { ...lisbon.week, mon: [], tue: [], wed: [], thu: [], fri: [] } };
  expect(opensAt(never, at('2026-12-09T11:00:00Z'))).toBeNull();
  expect(afterOpen(never, at('2026-12-09T11:00:00Z'), 10)).toEqual(at('2026-12-09T11:10:00Z'));
});

test.each([
  [{ time_zone: 'Mars/Olympus' }, 'is no time zone'],
  [{ week: { mon: ['9:00-17:00'] } }, 'is no range'],
  [{ week: { mon: ['22:00-02:00'] } }, 'ends before it begins'],
])('refuses %j', (change, words) => {
  const parsed = hoursSchema.safeParse({ ...lisbon, ...change });
  expect(JSON.stringify(parsed.error?.issues)).toContain(words);
});

test('whatever the moment: opening is not before it and open, a longer promise is never earlier, and its end is open time', () => {
  const moments = fc.date({ min: at('2026-01-01T00:00:00Z'), max: at('2027-12-31T00:00:00Z'), noInvalidDate: true });
  fc.assert(
    fc.property(moments, fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 5_000 }), (from, some, more) => {
      const opens = opensAt(lisbon, from) ?? from;
      expect(opens.getTime()).toBeGreaterThanOrEqual(from.getTime());
      expect(isOpen(lisbon, opens)).toBe(true);
      const due = afterOpen(lisbon, from, some);
      expect(afterOpen(lisbon, from, some + more).getTime()).toBeGreaterThan(due.getTime());
      // A moment before the end is inside a range.
      expect(isOpen(lisbon, new Date(due.getTime() - 1))).toBe(true);
      // What is split in two is as long as the whole.
      expect(afterOpen(lisbon, due, more)).toEqual(afterOpen(lisbon, from, some + more));
    }),
  );
});
