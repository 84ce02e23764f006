import fc from 'fast-check';
import { expect, test } from 'vitest';
import { featuresOf, WIDTH } from '../../../../worker/turn/classify/features.ts';

const shared = (one: string, other: string) => {
  const [a, b] = [featuresOf(one), featuresOf(other)];
  const values = new Map([...a.at].map((place, k) => [place, a.value[k] ?? 0]));
  return [...b.at].reduce((sum, place, k) => sum + (values.get(place) ?? 0) * (b.value[k] ?? 0), 0);
};

test('any text becomes sorted places inside the width, of length 1 together or nothing at all', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
      const { at, value } = featuresOf(text);
      expect(at.length).toBe(value.length);
      expect([...at]).toEqual([...new Set(at)].sort((a, b) => a - b));
      expect(at.every((place) => place < WIDTH)).toBe(true);
      const length = value.reduce((sum, one) => sum + one * one, 0);
      expect(at.length === 0 ? 0 : length).toBeCloseTo(at.length === 0 ? 0 : 1, 3);
    }),
  );
});

test('forms of a word share letters, and other words do not', () => {
  expect(shared('burned', 'burning')).toBeGreaterThan(0.15);
  expect(shared('burned', 'delivery')).toBe(0);
});

test('case does not change what is said, but shouting is heard', () => {
  expect(shared('where is it', 'Where Is It')).toBeCloseTo(1, 5);
  expect(shared('where is my parcel', 'WHERE IS MY PARCEL')).toBeLessThan(0.99);
});

test('numbers are all alike, and order of words counts', () => {
  expect(shared('costs 12', 'costs 999')).toBeCloseTo(1, 5);
  expect(shared('dog bites man', 'man bites dog')).toBeLessThan(0.99);
});

test('emphasis and emoji count', () => {
  expect(featuresOf('!!!').at.length).toBe(1);
  expect(featuresOf('🙄').at.length).toBe(1);
  expect(featuresOf('   ').at.length).toBe(0);
});
