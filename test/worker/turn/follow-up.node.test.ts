import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeEncoder } from '../../../worker/local/encoder.ts';
import { questionsOf } from '../../../worker/ports/embed/port.ts';
import { memoryOrders } from '../../../worker/ports/orders/memory.ts';
import { buildRelease } from '../../../worker/release/build.ts';
import { makeEngine } from '../../../worker/release/engine.ts';
import { type FollowUp, followUp, inContext, nextSubject, speaksOf } from '../../../worker/turn/follow-up.ts';
import type { Passage, TurnRecord } from '../../../worker/turn/record.ts';
import { runCase } from '../../../worker/turn/simulate/run.ts';
import { article } from '../../kb/samples.ts';
import { facts } from '../../policy/samples.ts';
import { dialogues } from './dialogues.ts';
import { at } from './samples.ts';

const subject = { question: 'How long does delivery take?', age: 0 };
const lean = (message: string, language = 'en') => followUp(message, subject, language);

test.each<[string, string, FollowUp['reading'], string[], FollowUp['aspect']]>([
  ['what about Canada?', 'canada', 'context-first', ['canada'], null],
  ['and to the UK?', 'the uk', 'context-first', ['uk'], null],
  ['And for SHOES!', 'shoes', 'context-first', ['shoes'], null],
  ['express?', 'express', 'alone-first', ['express'], null],
  ['and how long does that take?', 'how long does take', 'context', [], 'duration'],
  ['how much is it?', 'how much is', 'context', [], 'amount'],
  ['is that free?', 'is free', 'context', [], 'amount'],
  ['how long is it kept', 'how long is kept', 'context', ['kept'], 'duration'],
  ['do they expire?', 'do expire', 'context-first', ['expire'], null],
  ['but I paid by invoice', 'i paid by invoice', 'alone-first', ['paid', 'invoice'], null],
  ['and do you sell horses?', 'do you sell horses', 'alone-first', ['sell', 'horses'], null],
])('"%s" leans: the subject is asked with "%s"', (message, fresh, reading, words, aspect) => {
  expect(lean(message)).toEqual({ asked: `How long does delivery take ${fresh}`, reading, words, aspect });
});

test.each([
  ['es', '¿y a Canarias?', 'context-first'],
  ['es', '¿cuánto cuesta?', 'context'],
  ['es', '¿y eso cuánto tarda?', 'context'],
  ['fr', 'et pour la Suisse ?', 'context-first'],
  ['fr', 'ça coûte combien ?', 'context'],
  ['de', 'und in die Schweiz?', 'context-first'],
  ['de', 'wie lange dauert das?', 'context'],
  ['de', 'und was kostet das', 'context'],
  ['pt', 'e para os Açores?', 'context-first'],
  ['pt', 'quanto tempo demora isso?', 'context'],
  ['it', 'e in Svizzera?', 'context-first'],
  ['it', 'quanto costa?', 'context'],
  ['nl', 'en naar Noorwegen?', 'context-first'],
  ['nl', 'hoe lang duurt dat?', 'context'],
])('hears a follow-up in %s: %s', (language, message, reading) => {
  expect(lean(message, language)?.reading).toBe(reading);
});

test.each([
  'how do I return something?',
  'do you sell horses?',
  'this jacket leaks at the shoulder seam',
  'why?',
  'and?',
  'ok',
  '',
  '🙂',
  '?!',
  `and ${'how long does delivery take to my house '.repeat(250)}`,
  `and ${'word '.repeat(2_000)}`,
])('does not take it for a follow-up: %.40s', (message) => {
  expect(lean(message)).toBeNull();
});

test('leans on nothing where there is no subject, or where the language has no small words', () => {
  expect(followUp('and for shoes?', null, 'en')).toBeNull();
  expect(followUp('and for shoes?', subject, 'ja')).toBeNull();
});

test('reads any text without failing, and never longer than the subject and the message', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom('en', 'es', 'fr', 'de', 'pt', 'it', 'nl'),
      (text, language) => {
        const found = lean(text, language);
        if (found)
          expect(found.asked.length).toBeLessThanOrEqual(subject.question.length + 1 + text.normalize('NFKC').toLowerCase().length * 2);
      },
    ),
  );
});

const times = article('times', ['how long does delivery take'], 'To Norway 5 days.');
const costs = article('costs', ['how much is shipping'], 'EUR 4.90, to Norway EUR 14.90.');
const countries = article('countries', ['do you ship to Norway'], 'To Norway and the United Kingdom.');
const known = new Map([times, costs, countries].map((one) => [one.id, one]));
const passage = (articleId: string, confidence: number): Passage => ({ articleId, title: '', score: 0, confidence, matched: '' });
const ids = (passages: Passage[]) => passages.map(({ articleId, confidence }) => [articleId, confidence]);

test('an article speaks of what is new only with all of its words, and with an answer to what is asked', () => {
  expect(speaksOf(times, { words: ['norway'], aspect: null })).toBe(true);
  expect(speaksOf(times, { words: ['norway', 'island'], aspect: null })).toBe(false);
  expect(speaksOf(times, { words: ['norway'], aspect: 'amount' })).toBe(false);
  expect(speaksOf(costs, { words: ['norway'], aspect: 'amount' })).toBe(true);
  expect(speaksOf(times, { words: [], aspect: 'duration' })).toBe(true);
  // English endings do not count.
  expect(speaksOf(times, { words: ['deliveries'], aspect: null })).toBe(true);
});

const leaning = (reading: FollowUp['reading'], words: string[], aspect: FollowUp['aspect'] = null): FollowUp => ({
  asked: 'x',
  reading,
  words,
  aspect,
});

test('in its context an article that does not speak of what is new is no answer, however close it is', () => {
  const context = [passage('times', 0.95), passage('countries', 0.4)];
  expect(ids(inContext(leaning('context-first', ['kingdom']), [passage('costs', 0.2)], context, known, 0.8))).toEqual([
    ['countries', 0.4],
    ['costs', 0.2],
  ]);
});

test('what is sure in its context is taken before what is sure alone, unless the message stands on its own', () => {
  const [alone, context] = [[passage('countries', 0.95)], [passage('times', 0.9)]];
  expect(ids(inContext(leaning('context-first', ['norway']), alone, context, known, 0.8))).toEqual([['times', 0.9]]);
  expect(ids(inContext(leaning('alone-first', ['norway']), alone, context, known, 0.8))[0]).toEqual(['countries', 0.95]);
});

test('a message that says nothing by itself is never answered from its own words alone', () => {
  const found = inContext(leaning('context', [], 'amount'), [passage('costs', 0.95)], [passage('times', 0.9)], known, 0.8);
  expect(ids(found)).toEqual([['costs', 0.475]]);
});

test('an article found both ways stands once, with the better of its confidences', () => {
  const found = inContext(leaning('alone-first', ['norway']), [passage('times', 0.3)], [passage('times', 0.5)], known, 0.8);
  expect(ids(found)).toEqual([['times', 0.5]]);
});

const answered = (question: string, over: Partial<TurnRecord> = {}): TurnRecord => ({
  id: 't',
  conversationId: 'c',
  at: '2026-11-23T10:00:00Z',
  release: 'r',
  engine: { embedder: '', model: '', search: '', calibrated: false },
  question,
  facts: facts(),
  passages: [],
  confidence: 1,
  draft: { kind: 'none' },
  verdicts: [],
  outcome: { kind: 'answer', draft: { kind: 'verbatim', articleId: 'times', title: 'Delivery times', blocks: times.blocks } },
  ruleIds: [],
  matched: [],
  waits: {},
  sent: true,
  ...over,
});
const text = { kind: 'answer', draft: { kind: 'text', text: 'You’re welcome!' } } as const;
const unsure = { kind: 'clarify', draft: { kind: 'text', text: 'In other words?' } } as const;

test('an answered question is the subject; gone on with, it stays the subject', () => {
  expect(nextSubject(null, answered('how long?'), false)).toEqual({ question: 'how long?', age: 0 });
  expect(nextSubject({ ...subject, age: 1 }, answered('and to Norway?', { asked: 'How long does delivery take norway' }), true)).toEqual(
    subject,
  );
  expect(nextSubject(subject, answered('do you have gift wrap'), false)).toEqual({ question: 'do you have gift wrap', age: 0 });
});

test('a story and a choice are named by the title of their answer', () => {
  const chosen = facts({ knowledge: { chosen: true } });
  expect(nextSubject(null, answered('delivery TIMES', { facts: chosen }), false)?.question).toBe('Delivery times');
  expect(nextSubject(null, answered('so my tent '.repeat(20)), false)?.question).toBe('Delivery times');
});

test('it is forgotten after a few turns about nothing, and at once by a question of its own that was not answered', () => {
  const thanks = answered('thanks', { outcome: text, facts: facts({ smalltalk: 'thanks' }) });
  const once = nextSubject(subject, thanks, false);
  expect(once).toEqual({ ...subject, age: 1 });
  expect(nextSubject(nextSubject(once, thanks, false), thanks, false)).toBeNull();
  expect(nextSubject(subject, answered('do you sell horses', { outcome: unsure }), false)).toBeNull();
  expect(nextSubject(subject, answered('and for shoes', { outcome: unsure }), true)).toEqual({ ...subject, age: 1 });
});

/* ---- whole conversations, with the real turn on the real articles ---- */

const encoder = await nodeEncoder();
const { hash, content } = await buildRelease({ policy: 'policy', kb: 'kb/articles' }, encoder);
const made = makeEngine(hash, content, encoder.makeScan);
if (!made.ok) throw new Error(made.problems.join('\n'));

const embed = questionsOf(encoder.embedder, ({ why }) => {
  throw new Error(why);
});

test('in conversations about the shop at most one follow-up in fifty is answered wrongly, and half need nobody', {
  timeout: 60_000,
}, async () => {
  const results = await Promise.all(
    dialogues.map(async ([first, message, right], i) => {
      const result = await runCase(made.engine, embed, memoryOrders([]), { id: `${i}`, messages: [first, message], locale: 'en' }, at);
      return { message: `${first} ${message}`, right, outcome: result.outcome, article: result.article ?? '' };
    }),
  );
  const sent = results.filter(({ outcome }) => outcome === 'answer');
  const wrong = sent.filter(({ right, article: id }) => !right.includes(id));
  const answerable = results.filter(({ right }) => right.length > 0);
  const correct = sent.length - wrong.length;
  console.log(
    `follow-ups ${results.length}: ${correct} of ${answerable.length} that articles answer, wrong ${wrong.length} of ${sent.length}`,
  );
  expect(wrong.length, JSON.stringify(wrong, null, 1)).toBeLessThanOrEqual(sent.length / 50);
  expect(correct / answerable.length).toBeGreaterThan(0.5);
});
