import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Hit } from '../../../worker/ports/search/port.ts';
import { confidenceOf } from '../../../worker/turn/confidence.ts';

const hit = (score: number, coverage: number, focus: number, kind: Hit['kind'] = 'question'): Hit => ({
  articleId: 'a',
  kind,
  text: 'words',
  score,
  evidence: { coverage, focus, similarity: null },
});

test('is sure of a question word for word, with no rival', () => {
  expect(confidenceOf([hit(9, 1, 1)])).toBe(1);
});

test('knows nothing without a hit, and without a word in common', () => {
  expect(confidenceOf([])).toBe(0);
  expect(confidenceOf([hit(0, 0, 0)])).toBe(0);
  expect(confidenceOf([hit(9, 1, 1)], 3)).toBe(0);
});

test('trusts a match in running text half as much', () => {
  expect(confidenceOf([hit(9, 1, 1, 'text')])).toBe(confidenceOf([hit(9, 1, 1)]) / 2);
});

test('trusts a hit less when the runner-up is close', () => {
  const alone = confidenceOf([hit(9, 0.8, 0.8)]);
  const far = confidenceOf([hit(9, 0.8, 0.8), hit(2, 0.3, 0.3)]);
  const close = confidenceOf([hit(9, 0.8, 0.8), hit(8.9, 0.8, 0.8)]);
  expect(far).toBe(alone);
  expect(close).toBeLessThan(far);
});

test('needs both: the question covered and the article meant', () => {
  const both = confidenceOf([hit(9, 0.7, 0.7)]);
  expect(confidenceOf([hit(9, 1, 0.2)])).toBeLessThan(both);
  expect(confidenceOf([hit(9, 0.2, 1)])).toBeLessThan(both);
});

const share = fc.double({ min: 0, max: 1, noNaN: true });
const anyHit = fc
  .record({
    score: fc.double({ min: 0, max: 100, noNaN: true }),
    coverage: share,
    focus: share,
    kind: fc.constantFrom<Hit['kind']>('title', 'question', 'text'),
  })
  .map(({ score, coverage, focus, kind }) => hit(score, coverage, focus, kind));
const ranked = fc.array(anyHit, { minLength: 1, maxLength: 5 }).map((hits) => hits.sort((a, b) => b.score - a.score));

test('is between 0 and 1 for each hit, and a rival never raises it', () => {
  fc.assert(
    fc.property(ranked, (hits) => {
      hits.forEach((_, at) => {
        const confidence = confidenceOf(hits, at);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
      });
      expect(confidenceOf(hits)).toBeLessThanOrEqual(confidenceOf(hits.slice(0, 1)));
    }),
  );
});
