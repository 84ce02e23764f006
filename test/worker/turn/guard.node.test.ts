import fc from 'fast-check';
import { expect, test } from 'vitest';
import { passagesOf } from '../../../kb/chunk.ts';
import type { Article } from '../../../kb/schema.ts';
import { reasons } from '../../../policy/schema.ts';
import { compileTone } from '../../../policy/tone-match.ts';
import { orderCard } from '../../../worker/ports/orders/card.ts';
import { readKnowledge, readPolicy } from '../../../worker/release/build.ts';
import { guard } from '../../../worker/turn/guard.ts';
import { lastResort } from '../../../worker/turn/outcome.ts';
import type { Draft } from '../../../worker/turn/record.ts';
import { article, guide } from '../../kb/samples.ts';
import { order } from './samples.ts';

const approved = article('return', ['how do I return it'], 'Send it back within 30 days.');
const articles = new Map([[approved.id, approved]]);
const check = (draft: Draft, orderVerified = false) => guard({ draft, articles, orderVerified });
const passes = (draft: Draft, orderVerified = false) => check(draft, orderVerified).every((verdict) => verdict.passed);
const failed = (draft: Draft, orderVerified = false) =>
  check(draft, orderVerified)
    .filter((verdict) => !verdict.passed)
    .map((verdict) => verdict.check);
const verbatim = (text: string, articleId = 'return'): Draft => ({
  kind: 'verbatim',
  articleId,
  title: 'T',
  blocks: [{ type: 'p', spans: [{ text }] }],
});
const text = (words: string): Draft => ({ kind: 'text', text: words });
const card: Draft = { kind: 'order', text: 'Here it is', order: orderCard(order, (key) => key, false) };

test('passes approved text word for word, and blocks one letter more', () => {
  expect(passes(verbatim('Send it back within 30 days.'))).toBe(true);
  expect(failed(verbatim('Send it back within 40 days.'))).toEqual(['approved-text']);
  expect(failed(verbatim('Send it back within 30 days.', 'another'))).toEqual(['approved-text']);
});

test('passes no change of an approved text', () => {
  const words = 'Send it back within 30 days.';
  fc.assert(
    fc.property(fc.nat(words.length), fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }), (at, added) => {
      expect(failed(verbatim(words.slice(0, at) + added + words.slice(at)))).toContain('approved-text');
    }),
  );
});

test('passes a passage of a long article, and neither a part of one nor two at once nor one of another article', () => {
  const long = guide();
  const known = new Map([
    [long.id, long],
    [approved.id, approved],
  ]);
  const passages = passagesOf(long);
  const failedBlocks = (blocks: Article['blocks'], articleId = 'guide') =>
    guard({ draft: { kind: 'verbatim', articleId, title: 'T', blocks }, articles: known, orderVerified: false })
      .filter((verdict) => !verdict.passed)
      .map((verdict) => verdict.check);
  expect(passages.length).toBeGreaterThan(2);
  for (const { blocks } of passages) {
    expect(failedBlocks(blocks)).toEqual([]);
    expect(failedBlocks(blocks, 'return')).toEqual(['approved-text']);
    expect(failedBlocks(blocks.slice(1))).not.toEqual([]);
  }
  const [first, second] = passages;
  expect(failedBlocks([...(first?.blocks ?? []), ...(second?.blocks ?? [])])).toEqual(['approved-text']);
  expect(failedBlocks([...long.blocks, ...long.blocks])).toEqual(['approved-text']);
});

test('shows an order only after it was proven', () => {
  expect(passes(card, true)).toBe(true);
  expect(failed(card, false)).toEqual(['order-verified']);
});

test('never sends an empty text', () => {
  for (const words of ['', '   ', '\n\t']) expect(failed(text(words))).toEqual(['has-words']);
});

test('has nothing against a draft that is none', () => {
  expect(passes({ kind: 'none' })).toBe(true);
});

test.each([
  'I’ll transfer you to a colleague now.',
  "I'll connect you.",
  'I am handing you over.',
  'Let me get you someone.',
  'We will put you through.',
  'A person will join this chat.',
  'An agent is going to take over.',
  'Our team member will contact you shortly.',
  'A HUMAN WILL REPLY SOON',
  'a\u00a0person will\njoin you',
  'A per\u00adson will join',
  lastResort,
])('blocks a promise of a person that nobody wrote down: %s', (words) => {
  expect(failed(text(words))).toEqual(['promises-no-person']);
});

test.each([
  'You can ask for a person at any time.',
  'Our team decides about refunds.',
  'A colleague checks every return.',
  'Here is order FW-10023.',
  'Hello! What can I help you with?',
])('lets words pass that promise nobody: %s', (words) => {
  expect(passes(text(words))).toBe(true);
});

const { wording } = await readPolicy('policy');
const handoffs = wording.flatMap(({ locale, texts }) =>
  [...reasons.map((reason) => `handoff.${reason}`), 'safety-acknowledged', 'privacy-acknowledged'].map((key) => ({
    locale,
    key,
    words: texts[key] ?? '',
  })),
);

test('knows the promise in every handoff of the shop, in every language', () => {
  expect(
    handoffs.filter(({ words }) => !failed(text(words)).includes('promises-no-person')).map(({ locale, key }) => `${locale} ${key}`),
  ).toEqual([]);
});

test('finds no such promise in any other approved words of the shop', () => {
  const others = wording.flatMap(({ locale, texts }) =>
    Object.entries(texts)
      .filter(([key]) => !/^(?:handoff|notice|ui)\.|-acknowledged$/.test(key))
      .map(([key, words]) => ({ locale, key, words })),
  );
  expect(others.length).toBeGreaterThan(100);
  expect(others.filter(({ words }) => !passes(text(words)))).toEqual([]);
});

test('blocks any text but an approved one with such a promise in it', () => {
  const promise = fc.constantFrom(...handoffs.map(({ words }) => words), "I'll connect you now", 'An agent will take over');
  const around = fc.oneof(fc.lorem({ maxCount: 12 }), fc.constantFrom('', '😀 ', '<b>', '\n'));
  fc.assert(
    fc.property(around, promise, around, fc.constantFrom('text', 'ask', 'order'), (before, words, after, kind) => {
      const said = `${before} ${words} ${after}`;
      const draft: Draft =
        kind === 'text'
          ? text(said)
          : kind === 'ask'
            ? { kind: 'ask', text: said, missing: ['email'] }
            : { ...card, kind: 'order', text: said };
      expect(failed(draft, true)).toContain('promises-no-person');
    }),
  );
});

test('passes every article of the shop as it was approved', async () => {
  const shop = await readKnowledge('kb/articles');
  const known = new Map(shop.map((one) => [one.id, one]));
  for (const { id, title, blocks } of shop) {
    const verdicts = guard({ draft: { kind: 'verbatim', articleId: id, title, blocks }, articles: known, orderVerified: false });
    expect({ id, blocked: verdicts.filter((verdict) => !verdict.passed) }).toEqual({ id, blocked: [] });
  }
});

test('blocks composed words that the voice forbids, and says which', () => {
  const tone = compileTone([{ kind: 'promise', hint: 'Say what happens next.', phrases: { en: ['we guarantee'] }, patterns: {} }]);
  const verdicts = (draft: Draft) => guard({ draft, articles, orderVerified: true, tone }).filter(({ check: name }) => name === 'tone');
  expect(verdicts(text('It comes, we\u200b guarantee.'))).toEqual([
    { check: 'tone', passed: false, detail: '"we guarantee" sounds promise' },
  ]);
  expect(verdicts(text('It comes tomorrow.'))).toEqual([{ check: 'tone', passed: true, detail: 'nothing that the voice forbids' }]);
  for (const draft of [card, { kind: 'ask', text: 'WE GUARANTEE?', missing: [] } as Draft]) expect(verdicts(draft)).toHaveLength(1);
  // Articles are approved word for word, and checked when a release is built.
  expect(verdicts(verbatim('we guarantee'))).toEqual([]);
  expect(guard({ draft: text('we guarantee'), articles, orderVerified: true }).map(({ check: name }) => name)).not.toContain('tone');
});
