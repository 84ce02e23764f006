import { expect, test } from 'vitest';
import { defaultQaSchema, qaDefaults, qaOf } from '../../policy/qa.ts';
import { matrixSchema } from '../../policy/schema.ts';
import { policy } from './samples.ts';

const { matrix } = policy();
const withQa = (area: object, defaults: object = qaDefaults) =>
  matrixSchema.safeParse({
    ...matrix,
    defaults: { ...matrix.defaults, qa: defaults },
    areas: matrix.areas.map((one) => (one.id === 'faqs' ? { ...one, qa: area } : one)),
  });

test('a matrix from before reviews has the defaults', () => {
  const { qa, ...older } = matrix.defaults;
  expect(matrixSchema.parse({ ...matrix, defaults: older }).defaults.qa).toEqual(qaDefaults);
  expect(qa).toEqual(qaDefaults);
});

test('what the defaults do not say is filled in, and reading the result again changes nothing', () => {
  const said = defaultQaSchema.parse({ sample: 0.3 });
  expect(said).toEqual({ ...qaDefaults, sample: 0.3 });
  expect(defaultQaSchema.parse(said)).toEqual(said);
});

test('an area has its own words where it says something, by outcome too', () => {
  const found = matrixSchema.parse(withQa({ max_defect_rate: 0.01, by_outcome: { handoff: 1 } }, { by_outcome: { decline: 0.5 } }).data);
  expect(qaOf(found, 'faqs')).toEqual({ ...qaDefaults, max_defect_rate: 0.01, by_outcome: { decline: 0.5, handoff: 1 } });
  expect(qaOf(found, 'refunds')).toEqual({ ...qaDefaults, by_outcome: { decline: 0.5 } });
  expect(qaOf(found, 'no-such-area')).toEqual({ ...qaDefaults, by_outcome: { decline: 0.5 } });
});

test.each([
  ['a share above 1', { sample: 1.5 }],
  ['a budget of nothing', { max_defect_rate: 0 }],
  ['half a day', { window_days: 0.5 }],
  ['no defects needed', { min_defects: 0 }],
  ['an outcome nobody knows', { by_outcome: { refusal: 1 } }],
  ['a misspelt name', { sampel: 0.1 }],
])('refuses %s', (_, qa) => {
  expect(withQa(qa).success).toBe(false);
  expect(withQa({}, qa).success).toBe(false);
});
