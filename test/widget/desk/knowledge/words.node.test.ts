import { expect, test } from 'vitest';
import { judgedWords, promised } from '../../../../widget/desk/knowledge/words.ts';

const expected = { coverage: 0.812, automation: 0.7, wrong: 0.012, upper: 0.0191 };

test('a measured promise says what is answered, what is wrong and how sure that is', () => {
  expect(promised({ budget: 0.02, threshold: 0.87654, by: 'fitted', expected }, 0.95)).toEqual([
    ['Threshold', 'Answers from a confidence of 0.877 on'],
    ['Answered', '70.0 % of all questions'],
    ['Right', '81.2 % of questions that have an answer'],
    ['Wrong', '1.2 % of answers; at most 2.0 % with 95.0 % confidence'],
  ]);
});

test('a promise that was not measured has no figures but its threshold', () => {
  const words = promised({ budget: 0.02, threshold: 0.95, by: 'shipped', expected: null }, 0.95);
  expect(words.map(([term]) => term)).toEqual(['Threshold', 'Expected']);
  expect(words[1]?.[1]).toContain('Not measured here');
});

test('where nobody knows, nothing is answered and the threshold above all is not shown', () => {
  const [[term, words] = ['', ''], ...rest] = promised({ budget: 0.01, threshold: 2, by: 'none', expected: null }, 0.95);
  expect([term, rest]).toEqual(['Answers', []]);
  expect(words).toContain('None by itself');
});

test('what was judged is counted, and the assumption stands beside it', () => {
  const calibration = { judged: { questions: 1_234, outOfScope: 56 }, outOfScopeShare: 0.15 };
  expect(judgedWords(calibration)).toBe('1,234 questions judged, 56 without an answer (15.0 % of what is asked is assumed to have none).');
});
