import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkQueue, hoursOf, type QueuePolicy, queueOf, queuePolicySchema, type Routable, route } from '../../policy/queue.ts';
import { readPolicy } from '../../worker/release/build.ts';

const { queue: shipped, matrix, rules } = await readPolicy('policy');
const queue = queueOf({ queue: shipped, matrix });
const given: Routable = { area: 'faqs', reason: 'low-confidence', team: 'care', priority: 3, language: 'en', attributes: {} };
const noon = new Date('2026-12-02T12:00:00Z');

test('the shipped queue fits its rules and areas', () => {
  expect(shipped).not.toBeNull();
  const teams = rules.flatMap(({ then }) => ('team' in then && then.team ? [then.team] : []));
  expect(
    checkQueue(
      queue,
      matrix.areas.map(({ id }) => id),
      teams,
    ),
  ).toEqual([]);
});

test('the promised times are those of the first line that fits', () => {
  expect(route(queue, { ...given, priority: 1, team: 'safety' }, noon).promise.first).toBe(2);
  expect(route(queue, { ...given, priority: 2 }, noon).promise.first).toBe(5);
  expect(route(queue, given, noon).promisedAt).toEqual(new Date('2026-12-02T12:10:00Z'));
});

test('a language asks for somebody who speaks it', () => {
  expect(route(queue, { ...given, language: 'de' }, noon)).toMatchObject({ skills: ['de'], routing: ['german'], team: 'care' });
});

test('who is upset or a signed member comes sooner, and nothing that a page merely claims', () => {
  const ahead = (change: Partial<Routable>) => {
    const { promisedAt, rankAt } = route(queue, { ...given, ...change }, noon);
    return (promisedAt.getTime() - rankAt.getTime()) / 60_000;
  };
  expect(ahead({})).toBe(0);
  expect(ahead({ reason: 'negative-sentiment' })).toBe(3);
  expect(ahead({ attributes: { plan: 'club' } })).toBe(4);
  expect(ahead({ attributes: { plan: 'none' } })).toBe(0);
  expect(ahead({ attributes: { plan: 'club' }, reason: 'repeated-failure' })).toBe(7);
});

test('a team that is not there says when it is, and its promise starts then', () => {
  const saturday = new Date('2026-12-05T12:00:00Z');
  const routed = route(queue, { ...given, team: 'privacy', area: 'privacy', priority: 2 }, saturday);
  expect(routed.opensAt).toEqual(new Date('2026-12-07T09:00:00Z'));
  expect(routed.promisedAt).toEqual(new Date('2026-12-07T13:00:00Z'));
  expect(route(queue, given, saturday).opensAt).toBeNull();
});

test('danger stays with its team and at priority 1 whatever the rules say', () => {
  const elsewhere: QueuePolicy = {
    ...queue,
    routing: [{ id: 'all', when: {}, team: 'press', priority: 4 }],
  };
  expect(route(elsewhere, { ...given, team: 'safety', priority: 1 }, noon)).toMatchObject({ team: 'safety', priority: 1 });
  expect(route(elsewhere, given, noon)).toMatchObject({ team: 'press', priority: 4 });
});

test('what was promised the same time and handed over later never ranks before by more than it is sooner', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 0, max: 10_000_000 }), (one, other) => {
      const [early, late] = [Math.min(one, other), Math.max(one, other)].map((ms) => new Date(noon.getTime() + ms)) as [Date, Date];
      const most = queue.routing.reduce((sum, { sooner }) => sum + (sooner ?? 0), 0) * 60_000;
      const first = route(queue, given, early).rankAt.getTime();
      const second = route(queue, { ...given, reason: 'negative-sentiment', attributes: { plan: 'club' } }, late).rankAt.getTime();
      // Nothing starves: after `most` milliseconds newer entries come behind, whoever they are.
      if (late.getTime() - early.getTime() > most) expect(second).toBeGreaterThan(first);
    }),
  );
});

test('a policy without a queue promises the time of the matrix and is always there', () => {
  const plain = queueOf({ queue: null, matrix });
  expect(route(plain, given, noon)).toMatchObject({ team: 'care', opensAt: null, promise: { first: matrix.defaults.promised_minutes } });
  expect(hoursOf(plain, 'nobody-knows').time_zone).toBe('UTC');
});

test('says what does not fit together', () => {
  const wrong = queuePolicySchema.parse({
    ...queue,
    teams: [
      { id: 'care', title: 'Care', hours: 'office' },
      { id: 'care', title: 'Care', hours: 'nights' },
    ],
    promised: [{ when: { areas: ['gardens'] }, first: 1, next: 1, resolution: 1 }],
    routing: [
      { id: 'a', when: { teams: ['ghost'] } },
      { id: 'a', when: {}, team: 'nobody' },
    ],
  });
  const problems = checkQueue(wrong, ['faqs'], ['legal']).join('\n');
  for (const words of [
    'has a condition',
    '"nights"',
    '"care" is there twice',
    '"a" is there twice',
    '"legal"',
    '"gardens"',
    '"ghost"',
    '"nobody"',
  ])
    expect(problems).toContain(words);
});
