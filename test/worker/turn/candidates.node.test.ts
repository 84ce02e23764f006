import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPolicy } from '../../../worker/release/build.ts';
import { candidatesOf } from '../../../worker/turn/candidates.ts';
import { compiled, inSmall } from '../../../worker/turn/letters.ts';

const read = (patterns: string[]) => patterns.map(inSmall).map((small) => ({ small, pattern: compiled(small) }));
const [dog, cat, anywhere] = ['(?<!\\p{L})(?:my )?dog', '(?<!\\p{L})(?:cat|kitten)s?', 'ouse'];
const animals = read([dog, cat, anywhere]);
const tried = (text: string) =>
  [...candidatesOf(animals)(text)].map((pattern) => animals.findIndex((one) => one.pattern === pattern)).sort();

test.each<[string, number[]]>([
  ['', [2]],
  ['the parcel', [2]],
  ['a dog', [0, 2]],
  ['"dogs', [0, 2]],
  ['my d', [2]],
  ['my dose', [0, 2]],
  ['cat and my dog', [0, 1, 2]],
  ['bulldog', [2]],
  ['äcat', [2]],
  ['日cat', [2]],
  ['1cat', [1, 2]],
])('of a text the patterns that may match: %s', (text, expected) => {
  expect(tried(text)).toEqual(expected);
});

test('most of the shop’s patterns are not tried on an ordinary message, and none that matches is left out', async () => {
  const { topics } = await readPolicy('policy');
  const patterns = read(topics.flatMap((topic) => Object.values(topic.patterns).flat()));
  const candidates = candidatesOf(patterns);
  expect(candidates('the zip of my rain jacket broke after three weeks. is that covered by the warranty?').size).toBeLessThan(
    patterns.length / 5,
  );
  const words = topics.flatMap(({ examples }) => examples.flatMap((example) => example.toLowerCase().split(' ')));
  const text = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 30 }).map((parts) => parts.join(' '));
  fc.assert(
    fc.property(text, (said) => {
      const found = candidates(said);
      expect(patterns.filter(({ pattern }) => !found.has(pattern) && pattern.test(said))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
