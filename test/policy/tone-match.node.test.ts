import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileTone, type ToneRule, toneFindings } from '../../policy/tone-match.ts';

const rules: ToneRule[] = [
  {
    kind: 'promise',
    hint: 'say what happens next',
    phrases: { en: ['we guarantee', "it's certain"], de: ['ich verspreche'] },
    patterns: { en: ['arrives (?:surely|certainly)'] },
  },
  { kind: 'robotic', hint: 'say it plainly', phrases: { en: ['100 % sure', 'guarantee that'] }, patterns: {} },
];
const tone = compileTone(rules);
const said = (text: string) => toneFindings(tone, text).map((finding) => finding.said);

test.each([
  ['We guarantee it.', ['We guarantee']],
  ['WE  GUARANTEE\nit', ['WE  GUARANTEE']],
  ['It’s certain.', ['It’s certain']],
  ['Ich verspreche Ihnen das', ['Ich verspreche']],
  ['It arrives surely today', ['arrives surely']],
  ['I am 100 % sure', ['100 % sure']],
  ['we guarantee that', ['we guarantee', 'guarantee that']],
  ['owe guarantees', []],
  ['we guaranteed nothing', []],
  ['nothing to see', []],
  ['', []],
])('in "%s" finds %j', (text, expected) => {
  expect(said(text)).toEqual(expected);
});

test('a phrase is words, never an expression', () => {
  const odd = compileTone([{ kind: 'robotic', hint: 'x', phrases: { en: ['a+b (c)', 'x/y-z'] }, patterns: {} }]);
  expect(toneFindings(odd, 'A+B (c)!').map((one) => one.said)).toEqual(['A+B (c)']);
  expect(toneFindings(odd, 'x/y-z').map((one) => one.said)).toEqual(['x/y-z']);
  expect(toneFindings(odd, 'aab c')).toEqual([]);
});

test('rules without phrases find nothing', () => {
  expect(toneFindings(compileTone([{ kind: 'robotic', hint: 'x', phrases: {}, patterns: {} }]), 'anything')).toEqual([]);
});

test('places are those of the text, whatever surrounds the phrase', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (before, after) => {
      const text = `${before} we guarantee ${after}`;
      for (const { said: words, start, end } of toneFindings(tone, text)) expect(text.slice(start, end)).toBe(words);
    }),
  );
});
