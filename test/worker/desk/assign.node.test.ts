import fc from 'fast-check';
import { expect, test } from 'vitest';
import { choose, serves } from '../../../worker/desk/assign.ts';
import type { Colleague } from '../../../worker/protocol.ts';

const who = (id: string, change: Partial<Colleague> = {}): Colleague => ({
  id,
  name: id,
  role: 'agent',
  presence: 'online',
  since: '2026-11-23T10:00:00.000Z',
  load: 0,
  capacity: 2,
  teams: [],
  skills: [],
  lostAt: null,
  ...change,
});
const plain = { team: 'care', skills: [], pressing: false };

test('gives to who is online, of the team and has room, the least busy first', () => {
  const people = [
    who('away', { presence: 'away' }),
    who('full', { load: 2 }),
    who('other', { teams: ['press'] }),
    who('busy', { load: 1 }),
    who('idle', { teams: ['care'] }),
  ];
  expect(choose(people, plain)?.id).toBe('idle');
  expect(choose([], plain)).toBeNull();
});

test('of two the one who has waited longer', () => {
  expect(choose([who('a'), who('b', { since: '2026-11-23T09:00:00.000Z' })], plain)?.id).toBe('b');
});

test('waits for somebody with the skill while time allows, then takes anybody', () => {
  const wanting = { ...plain, skills: ['de'] };
  const german = who('german', { skills: ['de', 'fr'], load: 2 });
  expect(choose([german, who('free')], wanting)).toBeNull();
  expect(choose([german, who('free')], { ...wanting, pressing: true })?.id).toBe('free');
  expect(choose([{ ...german, load: 1 }, who('free')], { ...wanting, pressing: true })?.id).toBe('german');
  // Nobody here has it: waiting would not help.
  expect(choose([who('free')], wanting)?.id).toBe('free');
});

test('nobody ever gets more than they take, is away, or of another team', () => {
  const person = fc.record({
    id: fc.uuid(),
    presence: fc.constantFrom('online', 'away', 'wrapping-up', 'offline' as const),
    load: fc.integer({ min: 0, max: 4 }),
    capacity: fc.integer({ min: 1, max: 4 }),
    teams: fc.subarray(['care', 'press', 'safety']),
    skills: fc.subarray(['de', 'fr']),
  });
  const wanted = fc.record({ team: fc.constantFrom('care', 'press'), skills: fc.subarray(['de', 'fr']), pressing: fc.boolean() });
  fc.assert(
    fc.property(fc.array(person), wanted, (people, wanting) => {
      const chosen = choose(
        people.map(({ id, ...rest }) => who(id, rest)),
        wanting,
      );
      if (chosen) expect(chosen.presence === 'online' && chosen.load < chosen.capacity && serves(chosen, wanting.team)).toBe(true);
    }),
  );
});
