import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quantize } from '../../../../worker/ports/embed/quantize.ts';
import { type Comparable, combine, lexical, similarity, weightsOf } from '../../../../worker/records/questions/similarity.ts';
import { termsOf } from '../../../../worker/records/questions/terms.ts';

const even = () => 1;
const of = (text: string, values?: number[], embedder = 'test'): Comparable => ({
  terms: termsOf(text),
  vector: values ? { embedder, values: quantize(values) ?? new Int8Array(values.length) } : null,
});

describe('words', () => {
  test('count by how rare they are', () => {
    const weigh = weightsOf(100, new Map([['ski', 60]]));
    expect(weigh('axe')).toBeGreaterThan(4 * weigh('ski'));
    const rare = lexical(termsOf('sharpen axe'), termsOf('ski axe'), weigh);
    const common = lexical(termsOf('sharpen ski'), termsOf('ski axe'), weigh);
    expect(rare).toBeGreaterThan(common);
  });

  test('are all in common, or none', () => {
    expect(lexical(termsOf('wedding list?'), termsOf('List, wedding!'), even)).toBe(1);
    expect(lexical(termsOf('wedding list'), termsOf('horse'), even)).toBe(0);
    expect(lexical(termsOf('…'), termsOf('?'), even)).toBe(0);
  });

  test('small ones do not make two questions alike', () => {
    const weigh = weightsOf(0, new Map());
    expect(lexical(termsOf('where can I get a horse'), termsOf('where can I get a kayak'), weigh)).toBeLessThan(0.25);
  });

  test('compare both ways alike, from 0 to 1', () => {
    const text = fc
      .array(fc.constantFrom('do', 'you', 'sell', 'horses', 'axes', 'skis', 'wedding', 'list'), { maxLength: 6 })
      .map((list) => list.join(' '));
    fc.assert(
      fc.property(text, text, (a, b) => {
        const near = lexical(termsOf(a), termsOf(b), even);
        expect(near).toBeCloseTo(lexical(termsOf(b), termsOf(a), even), 10);
        expect(near).toBeGreaterThanOrEqual(0);
        expect(near).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('meaning', () => {
  test('brings together what shares no word, and parts what shares the words of the trade', () => {
    const rent = of('renting skis', [1, 0.2, 0]);
    expect(similarity(rent, of('ski hire', [1, 0.25, 0.05]), even)).toBeGreaterThan(similarity(of('renting skis'), of('ski hire'), even));
    expect(similarity(rent, of('selling skis', [0, 0.2, 1]), even)).toBeLessThan(similarity(of('renting skis'), of('selling skis'), even));
  });

  test('counts only between vectors of one embedder and one length', () => {
    const words = similarity(of('renting skis'), of('ski hire'), even);
    expect(similarity(of('renting skis', [1, 0]), of('ski hire', [1, 0], 'other'), even)).toBe(words);
    expect(similarity(of('renting skis', [1, 0]), of('ski hire', [1, 0, 0]), even)).toBe(words);
    expect(similarity(of('renting skis', [1, 0]), of('ski hire'), even)).toBe(words);
  });

  test('never lowers the result by being nearer', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(part, fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }), (words, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(combine(words, low)).toBeLessThanOrEqual(combine(words, high));
        expect(combine(words, high)).toBeLessThanOrEqual(1);
        expect(combine(words, null)).toBe(words);
      }),
    );
  });
});
