import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beginningsOf } from '../../../worker/turn/beginnings.ts';
import { compiled, inSmall } from '../../../worker/turn/letters.ts';

const start = '(?<!\\p{L})';
const told = (pattern: string) => {
  const found = beginningsOf(inSmall(pattern));
  return found && [...found].sort();
};

test.each<[string, string[]]>([
  ['fire', ['fire']],
  ['Fire', ['fire']],
  ['flames', ['flame']],
  ['(?:on fire|burns)', ['burns', 'on fi']],
  ['(?:a|an|the) (?:dog|cat)', ['a cat', 'a dog', 'an ca', 'an do', 'the c', 'the d']],
  ['(?:my )?dog', ['dog', 'my do']],
  ['colou?r', ['color', 'colou']],
  ['gr[uü][sß]+ gott', ['grus', 'gruß', 'grüs', 'grüß']],
  ['(?:very ){1,3}bad', ['very ']],
  ['ab+c', ['ab']],
  ['(?:so ){0,2}bad', ['bad', 'so ']],
  ['fw[- ]?\\d{5}', ['fw']],
  ['where\\b', ['where']],
  ['f\\*{1,4}k', ['f*']],
  ['(?=x)fire(?!\\p{L})', ['fire']],
  ['\\p{L}*', []],
])('%s begins with %j', (pattern, beginnings) => {
  expect(told(start + pattern)).toEqual(beginnings.length === 0 ? null : beginnings);
});

test('every way to match has to begin at the start of a word', () => {
  expect(told(`${start}fire|${start}flame`)).toEqual(['fire', 'flame']);
  expect(told(`(?:${start}fire|${start}flame)`)).toEqual(['fire', 'flame']);
  expect(told(`${start}fire|flame`)).toBeNull();
  expect(told('fire')).toBeNull();
  expect(told(`(?:a )?${start}fire`)).toBeNull();
});

test.each(['^fire', '(?<name>fire)', '\\bfire', '[^a]fire', '.fire', '', '(?=fire)', '\\d+', '(a)\\1', '\ue000'])(
  'does not tell of %s',
  (pattern) => {
    expect(told(pattern)).toBeNull();
  },
);

test('many ways to begin are told in fewer letters', () => {
  const found = beginningsOf(`${start}${'[abcdefghijkl]'.repeat(5)}`);
  expect(found?.size).toBe(144);
});

/** Patterns of what policies are written in, over few letters, so that they match often. */
const pattern = fc.letrec<{ pattern: string; term: string }>((tie) => ({
  pattern: fc
    .array(
      fc.array(tie('term'), { minLength: 1, maxLength: 4 }).map((terms) => terms.join('')),
      { minLength: 1, maxLength: 3 },
    )
    .map((all) => all.join('|')),
  term: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      'a',
      'b',
      'c',
      ' ',
      'ab',
      'abcab',
      '[ab]',
      '[^a]',
      '[a-c]',
      '.',
      '\\.',
      '\\w',
      '(?!a)',
      '(?=b)',
      '(?<!c)',
      start,
      '\\p{L}',
    ),
    fc
      .tuple(tie('pattern'), fc.constantFrom('', '?', '*', '+', '{2}', '{0,2}', '{1,3}', '??', '{1}'))
      .map(([inside, often]) => `(?:${inside})${often}`),
    fc
      .tuple(fc.constantFrom('a', 'b', '[ab]', '\\p{L}'), fc.constantFrom('?', '*', '+', '{2}', '{0,1}', '{1,}'))
      .map((parts) => parts.join('')),
  ),
}));

test('whatever a pattern matches begins as told', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ' ', '.', 'ß'), { maxLength: 14 }).map((parts) => parts.join(''));
  let matched = 0;
  fc.assert(
    fc.property(pattern.pattern, fc.array(text, { minLength: 8, maxLength: 8 }), (inside, texts) => {
      const source = `${start}(?:${inside})`;
      const beginnings = beginningsOf(source);
      for (const one of texts) {
        const index = compiled(source).exec(one)?.index;
        if (beginnings === null || index === undefined) continue;
        matched++;
        expect([...beginnings].some((beginning) => one.startsWith(beginning, index))).toBe(true);
        expect(index === 0 || !/\p{L}/u.test(one[index - 1] ?? '')).toBe(true);
      }
    }),
    { numRuns: 2_000 },
  );
  expect(matched).toBeGreaterThan(200);
});
