import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkPolicy, policySchema, requiredWording, speaker } from '../../policy/bundle.ts';
import { reasons, type Wording } from '../../policy/schema.ts';
import { readPolicy } from '../../worker/release/build.ts';
import { policy } from './samples.ts';

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

const real = await readPolicy('policy');

test('the shop’s own policy is complete', () => {
  expect(checkPolicy(real)).toEqual([]);
});
