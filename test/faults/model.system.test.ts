import { expect, test } from 'vitest';
import { modelRuns } from './model.ts';

/** The same with 1,000 conversations: `npm run soak -- --model 1000`. */
test('a model that fails or lies on every second call costs nobody an answer, and says nothing that is not approved', async () => {
  const report = await modelRuns(60);
  expect(report).toMatchObject({ conversations: 60, unanswered: [], lost: [], unguarded: [], tooLate: [] });
  expect(report.faults).toBeGreaterThan(20);
  expect(report.composed).toBeGreaterThan(5);
  expect(report.shown).toBeGreaterThan(10);
}, 240_000);
