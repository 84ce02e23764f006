import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkReplies, type RepliesPolicy, repliesPolicySchema, replyPlaceholders } from '../../policy/replies.ts';
import type { TonePolicy } from '../../policy/tone.ts';
import { readPolicy } from '../../worker/release/build.ts';

const { replies: own, tone, wording } = await readPolicy('policy');
const hello = (texts: Record<string, string>, ...more: string[]): RepliesPolicy => ({
  version: 1,
  replies: ['hello', ...more].map((id) => ({ id, title: 'Hello', keywords: [], texts })),
});
const voice: TonePolicy = {
  version: 1,
  voice: ['We are short and kind.'],
  forbidden: [{ kind: 'promise', hint: 'Say what happens next.', phrases: { en: ['we guarantee'] }, patterns: {} }],
};

test('a policy without replies has nothing wrong with them', () => {
  expect(checkReplies(null, 'en', null)).toEqual([]);
});

test('names each mistake with reply, language and what to do', () => {
  const texts = { en: 'Hello {customer}, {nobody}', de: 'Hallo }', fr: 'We guarantee it, {customer}' };
  expect(checkReplies(hello(texts, 'hello'), 'en', voice).slice(0, 4)).toEqual([
    'replies.yaml: "hello" (en) has {nobody}, which nothing fills; use one of {customer}, {agent}, {order}, {site}.',
    'replies.yaml: "hello" (de) has a brace that belongs to no placeholder; take it out.',
    'replies.yaml: "hello" (de) lacks {customer}, which "en" has; put it where its value belongs.',
    'replies.yaml: "hello" (fr) says "We guarantee", which tone.yaml calls promise; Say what happens next.',
  ]);
  expect(checkReplies(hello(texts, 'hello'), 'en', voice)).toContain('replies.yaml: the id "hello" is there twice; rename one.');
  expect(checkReplies(hello({ de: 'Hallo' }), 'en', null)).toEqual(['replies.yaml: "hello" has no text in "en"; write it.']);
});

test('a voice that cannot be compiled is named by its own check and stops nothing here', () => {
  const broken = { ...voice, forbidden: [{ kind: 'promise' as const, hint: 'Say it plainly.', phrases: {}, patterns: { en: ['(open'] } }] };
  expect(checkReplies(hello({ en: 'Hello' }), 'en', broken)).toEqual([]);
});

test('whatever has the known placeholders of its English text, and no other brace, is fine', () => {
  const names = fc.uniqueArray(fc.constantFrom(...replyPlaceholders));
  const words = fc.string({ maxLength: 20 }).filter((text) => !/[{}]/.test(text));
  fc.assert(
    fc.property(names, fc.array(words, { minLength: 2, maxLength: 2 }), (holes, [en = '', de = '']) => {
      const text = (said: string) => `${said} ${holes.map((name) => `{${name}}`).join(' ')}`;
      expect(checkReplies(hello({ en: text(en), de: text(de) }), 'en', null)).toEqual([]);
    }),
  );
});

test('the shop has replies in every language of its wording, and nothing is wrong with them', () => {
  const policy = repliesPolicySchema.parse(own);
  expect(policy.replies.length).toBeGreaterThan(14);
  const languages = wording.map(({ locale }) => locale).sort();
  for (const { id, texts } of policy.replies) expect({ id, in: Object.keys(texts).sort() }).toEqual({ id, in: languages });
  expect(checkReplies(policy, 'en', tone)).toEqual([]);
});
