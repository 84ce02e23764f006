import { expect, test } from 'vitest';
import { promise } from '../../../worker/release/promise.ts';
import { calibrationOf } from '../turn/samples.ts';

const of = (line: Parameters<typeof calibrationOf>[1]) => promise(calibrationOf({ locale: 'en', maker: 'm' }, { budget: 0.02, ...line }));

test('says what was judged, what is expected, and under which condition', () => {
  const expected = { coverage: 0.621, automation: 0.55, wrong: 0.012, upper: 0.0195 };
  expect(of({ threshold: 0.87654, by: 'fitted', expected })).toBe(
    'en: 100 questions judged, 50 without an answer (15.0 % assumed). at most 2.0 % wrong: answers from 0.877 on, expected 62.1 % of questions that have an answer; 1.2 % wrong, at most 1.9 % with 80.0 % confidence. Holds for questions like those judged.',
  );
});

test('promises no figure where there are too few questions', () => {
  expect(of({ by: 'shipped' })).toMatch(/too few questions to measure it here; only the surest are answered/);
  expect(of({ by: 'none', threshold: 2 })).toMatch(/too few questions to know; people approve what would be answered/);
  for (const by of ['shipped', 'none'] as const) expect(of({ by })).not.toMatch(/expected/);
});

test('has a sentence for every budget', () => {
  const calibration = calibrationOf({ locale: 'de', maker: 'm' }, { by: 'none' });
  const [line] = calibration.thresholds;
  if (!line) throw new Error('no line');
  const text = promise({ ...calibration, thresholds: [0.01, 0.05].map((budget) => ({ ...line, budget })) });
  expect(text).toContain('at most 1.0 % wrong: ');
  expect(text).toContain('at most 5.0 % wrong: ');
});
