import { expect, test } from 'vitest';
import { qaDefaults } from '../../../policy/qa.ts';
import type { Reviewed } from '../../../worker/qa/budget.ts';
import { areaJudged, longestWindow } from '../../../worker/qa/quality.ts';
import type { Controls } from '../../../worker/rooms/controls-schema.ts';
import { policy } from '../../policy/samples.ts';

const now = new Date('2026-11-23T12:00:00.000Z');
const { matrix } = policy();
const none: Controls = { pauses: [], levels: [] };
const turns: Reviewed[] = ['a', 'b', 'c', 'd'].map((turn, i) => ({
  turn,
  at: `2026-11-2${i}T10:00:00.000Z`,
  probability: 0.1,
  defect: i < 2,
}));

function judged(id: string, controls: Controls = none, reviewed = turns) {
  const area = matrix.areas.find((one) => one.id === id);
  if (!area) throw new Error(`no area ${id}`);
  return areaJudged(matrix, area, reviewed, controls, now);
}

test('an area is shown with its rate, its budget and its owner', () => {
  expect(judged('faqs').quality).toMatchObject({
    area: 'faqs',
    title: 'Area',
    owner: 'Marta',
    level: 'autopilot',
    budget: 0.05,
    days: 30,
    reviewed: 4,
    defects: 2,
    rate: 0.5,
  });
  expect(judged('faqs', none, []).quality).toMatchObject({ reviewed: 0, rate: null });
});

test('over its budget it goes one level down, with reason and evidence', () => {
  const { over } = judged('faqs');
  expect(over).toMatchObject({ to: 'assist', evidence: { reviewed: 4, defects: 2, budget: qaDefaults.max_defect_rate, since: null } });
  expect(over?.why).toMatch(/^2 of 4 reviewed turns have a defect: at least 14\.3 % of all with 90 % confidence, and the budget is 5 %\.$/);
  expect(judged('privacy').over).toBeNull();
});

test('what was decided before its level changed is shown and lowers nothing', () => {
  const levels: Controls['levels'] = [{ area: 'faqs', level: 'assist', by: null, at: '2026-11-22T00:00:00.000Z', why: 'reviews' }];
  const { quality, over } = judged('faqs', { pauses: [], levels });
  expect([quality.level, quality.defects, over]).toEqual(['assist', 2, null]);
});

test('the longest window is what has to be read', () => {
  const longer = { ...matrix, areas: matrix.areas.map((area) => ({ ...area, qa: { window_days: 90 } })) };
  expect([longestWindow(matrix, now), longestWindow(longer, now)]).toEqual(['2026-10-24T12:00:00.000Z', '2026-08-25T12:00:00.000Z']);
});
