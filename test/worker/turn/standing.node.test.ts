import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ceilingOf, isBelow } from '../../../policy/autonomy.ts';
import type { Decision } from '../../../policy/evaluate.ts';
import { autonomySchema } from '../../../policy/schema.ts';
import { asReleased, inForce, whilePaused } from '../../../worker/turn/standing.ts';
import { policy } from '../../policy/samples.ts';

const { matrix } = policy();
const ids = [...matrix.areas.map(({ id }) => id), 'triage', 'gone'];
const level = fc.constantFrom(...autonomySchema.options);
const standing = fc
  .record({ paused: fc.subarray(['all', ...ids]), levels: fc.array(fc.tuple(fc.constantFrom(...ids), level)) })
  .map(({ paused, levels }) => ({ paused, levels: new Map(levels) }));

test('nothing that is set at the desk lifts an area above its matrix', () => {
  fc.assert(
    fc.property(standing, (set) => {
      for (const row of matrix.areas) expect(isBelow(ceilingOf(row), inForce(matrix, row.id, set).autonomy)).toBe(false);
    }),
  );
});

test('without a setting the matrix is in force, and an area that it does not have is for people', () => {
  for (const { id, autonomy } of matrix.areas) expect(inForce(matrix, id, asReleased)).toEqual({ autonomy, paused: false });
  expect(inForce(matrix, 'gone', { paused: [], levels: new Map([['gone', 'autopilot' as const]]) }).autonomy).toBe('human-only');
});

test('an area that its controls leave to people is for people, whatever its row and the desk say', () => {
  const areas = matrix.areas.map((row) => ({ ...row, controls: ['human-only'], autonomy: 'autopilot' as const }));
  fc.assert(
    fc.property(standing, (set) => {
      expect(inForce({ areas }, 'faqs', set).autonomy).toBe('human-only');
    }),
  );
});

test('a pause is of one area, of everything, or of the triage that everything passes', () => {
  const paused = (area: string, ...of: string[]) => inForce(matrix, area, { ...asReleased, paused: of }).paused;
  expect([paused('faqs', 'faqs'), paused('faqs', 'all'), paused('faqs', 'triage')]).toEqual([true, true, true]);
  expect([paused('faqs'), paused('faqs', 'refunds')]).toEqual([false, false]);
});

test('a lower triage lowers every area, and none that is lower already', () => {
  const [row] = matrix.areas;
  if (!row) throw new Error('the sample has areas');
  const areas = [...matrix.areas, { ...row, id: 'triage', autonomy: 'autopilot' as const }];
  const of = (area: string) => inForce({ areas }, area, { paused: [], levels: new Map([['triage', 'assist' as const]]) }).autonomy;
  expect([of('faqs'), of('refunds'), of('privacy')]).toEqual(['assist', 'assist', 'human-only']);
});

test('a pause leaves nothing but a handoff, in a release without the rule too, and keeps a handoff that was decided', () => {
  const decision = (over: Partial<Decision>): Decision => ({
    outcome: 'answer',
    ruleIds: ['may-speak'],
    matched: [],
    reason: null,
    priority: 3,
    team: 'care',
    say: null,
    rest: true,
    ...over,
  });
  for (const outcome of ['answer', 'clarify', 'decline'] as const) {
    const held = whilePaused(decision({ outcome, say: 'decline.injection' }), { paused: true });
    expect(held).toMatchObject({ outcome: 'handoff', reason: 'paused', ruleIds: ['paused-goes-to-people'], say: null, rest: false });
    expect(whilePaused(decision({ outcome }), { paused: false })).toEqual(decision({ outcome }));
  }
  const safety = decision({ outcome: 'handoff', reason: 'safety', priority: 1, ruleIds: ['safety-goes-to-people'] });
  expect(whilePaused(safety, { paused: true })).toEqual(safety);
});
