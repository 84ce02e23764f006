import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildIndexes, type KnowledgeIndex } from '../../../worker/ports/search/knowledge-index.ts';
import { type Aims, calibrate } from '../../../worker/release/calibrate.ts';
import { type Calibration, calibrationSchema, NEVER, probability, thresholdFor } from '../../../worker/release/calibration.ts';
import { upperBound } from '../../../worker/release/interval.ts';
import type { Judged } from '../../../worker/release/judge.ts';
import { article } from '../../kb/samples.ts';

/** An index with so many questions and titles an article. */
function indexWith(questions: number, locale = 'de', articles = 4): KnowledgeIndex {
  const known = Array.from({ length: articles }, (_, i) =>
    article(
      `a${i}`,
      Array.from({ length: questions - 1 }, (__, q) => `question ${q} of ${i}`),
      'Words.',
      { locale },
    ),
  );
  const [index] = buildIndexes(known, {});
  if (!index) throw new Error('no index');
  return index;
}
const rich = indexWith(5);
const aims = (over: Partial<Aims> = {}): Aims => ({ budgets: [0.02], outOfScopeShare: 0, confidence: 0.8, ...over });
const questions = (count: number, margin: number, over: Partial<Judged> = {}): Judged[] =>
  Array.from({ length: count }, () => ({ margin, score: 1, right: true, next: false, kind: 'own', ...over }));
const wrong = { right: false };
const foreign = { right: false, kind: 'foreign' } as const;
const leftOut = { right: false, kind: 'left-out' } as const;

const line = (calibration: Calibration, budget = 0.02) => thresholdFor(calibration, budget);
/** The lead from which on answers are given; infinite for none. */
function needed(calibration: Calibration, budget = 0.02): number {
  const { threshold } = line(calibration, budget);
  if (threshold > 1) return Number.POSITIVE_INFINITY;
  return (Math.log(threshold / (1 - threshold)) - calibration.intercept) / calibration.slope;
}

test('answers from the lowest lead at which the bound is inside the budget', () => {
  const judged = [...questions(100, 1), ...questions(100, 0.6), ...questions(100, 0.2, wrong)];
  const found = calibrate(rich, judged, aims());
  expect(found).toMatchObject({ source: 'fitted', judged: { questions: 300, outOfScope: 0 } });
  expect(needed(found)).toBeCloseTo(0.6, 3);
  expect(line(found)).toMatchObject({ by: 'fitted', expected: { coverage: 0.66667, wrong: 0 } });
});

test('every answer counted, the bound is that of the interval', () => {
  const judged = [...questions(497, 1), ...questions(3, 1, wrong), ...questions(100, 0.2, wrong)];
  const { expected } = line(calibrate(rich, judged, aims()));
  expect(expected?.wrong).toBeCloseTo(3 / 500, 5);
  expect(expected?.upper).toBeCloseTo(upperBound(3, 500, 0.8), 5);
  expect(expected?.coverage).toBeCloseTo(497 / 600, 5);
  expect(expected?.automation).toBeCloseTo(500 / 600, 5);
});

test('a larger budget and less confidence answer no less', () => {
  const judged = [...questions(200, 1), ...questions(90, 0.6), ...questions(10, 0.5, wrong), ...questions(100, 0.2, wrong)];
  const budgets = [0.1, 0.02, 0.02, 0.01];
  const found = calibrate(rich, judged, aims({ budgets }));
  expect(found.thresholds.map(({ budget }) => budget)).toEqual([0.01, 0.02, 0.1]);
  expect(needed(found, 0.1)).toBeLessThanOrEqual(needed(found, 0.02));
  expect(needed(found, 0.02)).toBeLessThanOrEqual(needed(found, 0.01));
  expect(needed(calibrate(rich, judged, aims({ confidence: 0.5 })))).toBeLessThanOrEqual(
    needed(calibrate(rich, judged, aims({ confidence: 0.99 }))),
  );
});

test('equal leads are answered together or not at all', () => {
  const found = calibrate(rich, [...questions(200, 1), ...questions(100, 0.5), ...questions(100, 0.5, wrong)], aims());
  expect(needed(found)).toBeCloseTo(1, 3);
});

test('what no article answers weighs as much as is assumed of it', () => {
  const judged = [...questions(1_000, 1), ...questions(1, 1, foreign), ...questions(9, 0.1, foreign)];
  const found = line(calibrate(rich, judged, aims({ budgets: [0.05], outOfScopeShare: 0.15 })), 0.05);
  expect(found.by).toBe('fitted');
  // One stranger of ten at this lead is a tenth of 15 %.
  expect(found.expected?.automation).toBeCloseTo(0.85 + 0.015, 5);
  expect(found.expected?.wrong).toBeCloseTo(0.015 / 0.865, 5);
  const less = line(calibrate(rich, judged, aims({ budgets: [0.05], outOfScopeShare: 0.1 })), 0.05);
  expect(less.expected?.wrong).toBeCloseTo(0.01 / 0.91, 5);
});

test('strangers and questions whose article was left out share that weight; either has all of it where the other is missing', () => {
  const budgets = [0.05];
  const own = questions(1_000, 1);
  const hidden = [...questions(20, 1, leftOut), ...questions(80, 0.1, leftOut)];
  const strangers = questions(10, 0.1, foreign);
  const share = (judged: Judged[]) => line(calibrate(rich, judged, aims({ budgets, outOfScopeShare: 0.15 })), 0.05).expected;
  const alone = share([...own, ...hidden])?.automation ?? 0;
  const both = share([...own, ...hidden, ...strangers])?.automation ?? 0;
  expect(alone).toBeCloseTo(0.85 + 0.15 * 0.2, 5);
  expect(share([...own, ...strangers])?.automation).toBeCloseTo(0.85, 5);
  // A fifth of the left-out is answered, and none of the strangers.
  expect(both).toBeGreaterThan(0.85);
  expect(both).toBeLessThan(alone);
});

test('more errors never lower the lead that is needed', () => {
  const examples = fc.array(fc.record({ margin: fc.integer({ min: 0, max: 40 }).map((x) => x / 20), right: fc.boolean() }), {
    minLength: 60,
    maxLength: 160,
  });
  fc.assert(
    fc.property(examples, fc.array(fc.nat(159), { maxLength: 30 }), (some, flips) => {
      const judged = some.map((one): Judged => ({ ...one, score: 1, right: one.right || one.margin > 1, next: false, kind: 'own' }));
      const worse = judged.map((one, i) => (flips.includes(i) ? { ...one, right: false } : one));
      const budget = { budgets: [0.1] };
      const [before, after] = [calibrate(rich, judged, aims(budget)), calibrate(rich, worse, aims(budget))];
      expect(needed(after, 0.1)).toBeGreaterThanOrEqual(needed(before, 0.1) - 1e-2);
    }),
    { numRuns: 60, endOnFailure: true },
  );
});

test('more out of scope never lowers it either', () => {
  const own = [...questions(300, 1), ...questions(300, 0.6), ...questions(100, 0.1, wrong)];
  const judged = [...own, ...questions(100, 0.6, foreign), ...questions(100, 0.1, foreign)];
  const shares = [0, 0.01, 0.05, 0.15, 0.5];
  const needs = shares.map((outOfScopeShare) => Math.round(100 * needed(calibrate(rich, judged, aims({ outOfScopeShare })))));
  expect([...needs].sort((a, b) => a - b)).toEqual(needs);
  expect(needs[0]).toBeLessThan(needs.at(-1) ?? 0);
});

test('no lead is enough: nothing is answered where nothing else is known', () => {
  const found = calibrate(
    rich,
    questions(300, 1).map((one, i) => ({ ...one, right: i % 2 === 0 })),
    aims(),
  );
  expect(line(found)).toEqual({ budget: 0.02, threshold: NEVER, by: 'none', expected: null });
  expect(found.source).toBe('fitted');
});

test.each([
  ['too few questions in all', indexWith(5), 59],
  ['too few an article', indexWith(2), 200],
])('with %s nothing is known, in a language that nothing was shipped for', (_, index, count) => {
  const found = calibrate(index, questions(count, 1), aims());
  expect(found).toMatchObject({ source: 'none', reliability: [], next: 0.5 });
  expect(line(found)).toEqual({ budget: 0.02, threshold: NEVER, by: 'none', expected: null });
  expect(probability(found, 5)).toBeLessThan(0.001);
});

test('in English shipped figures stand in, and the fewer the questions an article, the more careful', () => {
  const budgets = [0.005, 0.02, 0.05];
  const one = calibrate(indexWith(2, 'en'), questions(8, 1), aims({ budgets }));
  expect(one.source).toBe('shipped');
  expect(one.thresholds.map(({ by }) => by)).toEqual(['none', 'shipped', 'shipped']);
  const [, , loose] = one.thresholds;
  // A third of the budget is spent, or a hundredth.
  expect(loose?.threshold).toBeCloseTo(1 - 0.05 / 3, 5);
  expect(line(one, 0.02).threshold).toBeCloseTo(1 - 0.02 / 100, 5);
  const many = calibrate(indexWith(5, 'en'), questions(16, 1), aims({ budgets }));
  expect(line(many, 0.02).threshold).toBeCloseTo(1 - 0.02 / 3, 5);
  expect(line(many, 0.005).by).toBe('none');
});

test('a curve of its own with no threshold inside the budget takes that of shipped figures, by lead', () => {
  const judged = questions(300, 1).map((one, i) => ({ ...one, right: i % 2 === 0 }));
  const english = indexWith(5, 'en');
  const found = calibrate(english, judged, aims());
  expect(found.source).toBe('fitted');
  expect(line(found)).toMatchObject({ by: 'shipped', expected: null });
  const shipped = calibrate(english, [], aims());
  expect(needed(found)).toBeCloseTo(needed(shipped), 2);
});

test('fits a probability: a wider lead is more likely right, and says so in its table', () => {
  const judged = Array.from({ length: 600 }, (_, i): Judged => {
    const margin = (i % 60) / 40;
    // Every sixtieth lead ten times, right as often as a curve says.
    return {
      margin,
      score: margin,
      right: (Math.floor(i / 60) + 0.5) / 10 < probability({ intercept: -2, slope: 5 }, margin),
      next: true,
      kind: 'own',
    };
  });
  const found = calibrate(rich, judged, aims());
  expect(found.intercept).toBeCloseTo(-2, 0);
  expect(found.slope).toBeCloseTo(5, 0);
  expect(found.next).toBe(1);
  expect(found.reliability).toHaveLength(10);
  expect(found.reliability.reduce((sum, row) => sum + row.questions, 0)).toBe(600);
  for (const { questions: size, predicted, right, from, to } of found.reliability) {
    if (size === 0) continue;
    expect(predicted).toBeGreaterThanOrEqual(from);
    expect(predicted).toBeLessThanOrEqual(to);
    expect(Math.abs(predicted - right)).toBeLessThan(0.2);
  }
});

test('is a calibration as a release holds it, whatever was judged', () => {
  const kinds = fc.constantFrom<Judged['kind']>('own', 'left-out', 'foreign');
  const judged = fc.array(
    fc.record({
      margin: fc.double({ min: -1, max: 4, noNaN: true }),
      score: fc.double({ min: -1, max: 4, noNaN: true }),
      right: fc.boolean(),
      next: fc.boolean(),
      kind: kinds,
    }),
    { maxLength: 150 },
  );
  fc.assert(
    fc.property(judged, fc.constantFrom(0, 0.15, 0.9), fc.constantFrom(rich, indexWith(5, 'en')), (some, outOfScopeShare, index) => {
      const honest = some.map((one) => ({ ...one, right: one.right && one.kind === 'own' }));
      const found = calibrate(index, honest, aims({ outOfScopeShare, budgets: [0.001, 0.02, 0.5] }));
      expect(calibrationSchema.parse(found)).toEqual(found);
    }),
    { numRuns: 60 },
  );
});
