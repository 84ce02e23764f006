import { expect, test } from 'vitest';
import { plainQueue } from '../../../policy/queue.ts';
import { handoffSchema } from '../../../worker/rooms/machine.ts';
import { nextOpening, opensLater } from '../../../worker/rooms/opens.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 10, minute)).toISOString();
const handoff = handoffSchema.parse({
  id: 'h1',
  reason: 'customer-request',
  priority: 3,
  team: 'care',
  area: 'faqs',
  ruleIds: [],
  language: 'en',
  createdAt: at(0),
  promisedAt: at(20),
  end: null,
  opensAt: at(10),
});

test('is told while somebody waits and the team is not there, by the clock of the server', () => {
  expect(opensLater({ state: 'queued', handoff }, Date.parse(at(9)))).toBe(at(10));
  expect(opensLater({ state: 'queued', handoff }, Date.parse(at(10)))).toBeNull();
  for (const state of ['assistant', 'human', 'missed', 'resolved'] as const)
    expect(opensLater({ state, handoff }, Date.parse(at(9)))).toBeNull();
  expect(opensLater({ state: 'queued', handoff: { ...handoff, opensAt: null } }, Date.parse(at(9)))).toBeNull();
  expect(opensLater({ state: 'queued', handoff: null })).toBeNull();
});

test('is nothing for a team that is there, or is never', () => {
  const always = plainQueue(10);
  const now = new Date('2026-11-23T10:00:00Z');
  expect(nextOpening(always, 'care', now)).toBeNull();
  const none = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  const tuesdays = { ...always, hours: { always: { time_zone: 'UTC', week: { ...none, tue: ['09:00-17:00'] }, closed: [] } } };
  expect(nextOpening(tuesdays, 'care', now)).toBe('2026-11-24T09:00:00.000Z');
  expect(nextOpening(tuesdays, 'care', new Date('2026-11-24T09:00:00Z'))).toBeNull();
  const never = { ...always, hours: { always: { time_zone: 'UTC', week: none, closed: [] } } };
  expect(nextOpening(never, 'care', now)).toBeNull();
});
