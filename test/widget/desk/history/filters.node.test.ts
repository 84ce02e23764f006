import { expect, it } from 'vitest';
import { chosen, isFiltered, queryOf, unfiltered } from '../../../../widget/desk/history/filters.ts';
import { pastQuerySchema } from '../../../../worker/records/conversations/schema.ts';

it('asks for what is chosen, in the words of the server', () => {
  const now = {
    ...unfiltered,
    q: '  tent ',
    state: 'resolved' as const,
    agent: 'priya',
    from: '2026-11-20',
    to: '2026-11-21',
    customer: { key: 'a'.repeat(32), label: 'Ana' },
  };
  const query = pastQuerySchema.parse(Object.fromEntries(queryOf(now, '123')));
  expect(query).toMatchObject({ q: 'tent', state: 'resolved', agent: 'priya', customer: 'a'.repeat(32), after: '123' });
  // Two whole days, wherever this runs.
  expect(Date.parse(query.to ?? '') - Date.parse(query.from ?? '')).toBe(2 * 86_400_000);
  expect([chosen(now), isFiltered(now)]).toEqual([5, true]);
});

it('asks for everything where nothing is chosen, and waits for a day to be typed', () => {
  expect(queryOf(unfiltered).toString()).toBe('');
  expect(queryOf({ ...unfiltered, from: '0002-01-01', to: '' }).toString()).toBe('');
  expect([chosen(unfiltered), isFiltered(unfiltered), isFiltered({ ...unfiltered, q: ' ' })]).toEqual([0, false, false]);
});
