import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkPolicy, policySchema, requiredWording, speaker } from '../../policy/bundle.ts';
import { reasons, type Wording } from '../../policy/schema.ts';
import { readPolicy } from '../../worker/release/build.ts';
import { policy, rule, topic, wants } from './samples.ts';

const wording: Wording[] = [
  { locale: 'en', texts: { greeting: 'Hello', 'order.card': 'Here is order {number}.', twice: '{name} and {name}' } },
  { locale: 'de', texts: { greeting: 'Guten Tag' } },
];

test('speaks the customer’s language, then the first locale of the release', () => {
  expect(speaker(policy({ wording }), 'de')('greeting')).toBe('Guten Tag');
  expect(speaker(policy({ wording }), 'de')('order.card', { number: 'FW-1' })).toBe('Here is order FW-1.');
  expect(speaker(policy({ wording }), 'ja')('greeting')).toBe('Hello');
});

test('fills every placeholder once, never from what was filled in', () => {
  const say = speaker(policy({ wording }), 'en');
  expect(say('twice', { name: 'Ana' })).toBe('Ana and Ana');
  expect(say('order.card', { number: '{name}', name: 'secret' })).toBe('Here is order {name}.');
  expect(say('order.card')).toBe('Here is order .');
});

test('says nothing for a key that nobody approved, whatever the key is', () => {
  const say = speaker(policy({ wording }), 'de');
  fc.assert(
    fc.property(fc.string(), (key) => {
      fc.pre(!wording.some(({ texts }) => Object.hasOwn(texts, key)));
      expect(say(key)).toBe('');
    }),
  );
  for (const key of ['constructor', 'toString', '__proto__', 'valueOf']) expect(say(key)).toBe('');
});

test('requires wording for every escalation reason', () => {
  for (const reason of reasons) expect(requiredWording).toContain(`handoff.${reason}`);
});

test('finds nothing wrong with a complete policy', () => {
  expect(policySchema.parse(policy())).toEqual(policy());
  expect(checkPolicy(policy())).toEqual([]);
});

test('names the file and the key of every text that is missing', () => {
  for (const key of requiredWording) {
    const texts = Object.fromEntries(requiredWording.filter((one) => one !== key).map((one) => [one, 'words']));
    const problems = checkPolicy(policy({ wording: [{ locale: 'en', texts }] }));
    expect(problems).toEqual([`wording/en.yaml: missing "${key}"; add the approved text.`]);
  }
});

test('names an id that two rules or two topics share', () => {
  const twice = policy({ rules: [rule('a'), rule('a')], topics: [topic('b', { area: 'faqs' }), topic('b', { area: 'faqs' })] });
  expect(checkPolicy(twice)).toEqual([
    'rules/a.yaml: the id is used twice; rename one.',
    'topics/b.yaml: the id is used twice; rename one.',
  ]);
});

test('names a topic of an area that the matrix does not have', () => {
  expect(checkPolicy(policy({ topics: [topic('tax', { area: 'taxes' })] }))).toEqual([
    'topics/tax.yaml: area "taxes" is not in matrix.yaml.',
  ]);
});

test('names a broken regular expression, in patterns and in exceptions', () => {
  const problems = checkPolicy(
    policy({ topics: [topic('broken', { area: 'faqs', patterns: { en: ['(open'] }, except: { de: ['[z-a]'] } })] }),
  );
  expect(problems).toHaveLength(2);
  for (const problem of problems) expect(problem).toMatch(/^topics\/broken\.yaml: ".+" is not a valid regular expression\.$/);
});

test('names a character class that patterns cannot use', () => {
  const classes = ['\\p{Lu}x', 'a\\P{L}', '[\\p{N}]+x'];
  for (const pattern of classes) {
    const problems = checkPolicy(policy({ topics: [topic('broken', { area: 'faqs', patterns: { en: [pattern] } })] }));
    expect(problems).toEqual([`topics/broken.yaml: "${pattern}" has a class other than \\p{L}; only that one can be used.`]);
  }
  expect(checkPolicy(policy({ topics: [topic('fine', { area: 'faqs', patterns: { en: ['[\\p{L} ]+\\d'] } })] }))).toEqual([]);
});

test('names a handoff without a reason and a rule that says unapproved words', () => {
  const problems = checkPolicy(
    policy({
      rules: [rule('silent', wants({ outcome: 'handoff' })), rule('loud', wants({ outcome: 'decline', say: 'decline.nothing' }))],
    }),
  );
  expect(problems).toEqual(['rules/silent.yaml: a handoff needs a reason.', 'rules/loud.yaml: no approved text "decline.nothing".']);
});

const real = await readPolicy('policy');

test('the shop’s own policy is complete', () => {
  expect(checkPolicy(real)).toEqual([]);
});

test('every language of the shop has every approved text, with the same placeholders', () => {
  const [base, ...others] = real.wording;
  const holes = (text = '') => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();
  for (const { locale, texts } of others) {
    const lost = Object.entries(base?.texts ?? {}).filter(
      ([key, text]) => String(holes(texts[key])) !== String(holes(text)) || !texts[key],
    );
    expect({ locale, lost: lost.map(([key]) => key) }).toEqual({ locale, lost: [] });
    expect(Object.keys(texts).filter((key) => !base?.texts[key])).toEqual([]);
  }
});
