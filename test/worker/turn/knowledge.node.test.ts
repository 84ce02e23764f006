import { expect, test, vi } from 'vitest';
import { notInstalled } from '../../../worker/ports/embed/port.ts';
import { consult } from '../../../worker/turn/knowledge.ts';
import { startContext } from '../../../worker/turn/session.ts';
import type { Context } from '../../../worker/turn/triage.ts';
import { article } from '../../kb/samples.ts';
import { facts, policy } from '../../policy/samples.ts';
import { at, engineOf } from './samples.ts';

/** Two articles that a question cannot tell apart, under a threshold that neither reaches. */
const twins = [article('store', ['can I return it'], 'In a store.'), article('post', ['can I return it'], 'By post.')];
const defaults = { ...policy().matrix.defaults, near_misses: { together: 0.5, share: 0.5 } };
const engineWith = (by: 'fitted' | 'shipped' | 'none', articles = twins) =>
  engineOf(articles, { matrix: { ...policy().matrix, defaults } }, { threshold: 1, by });
const unsure = facts({ knowledge: { threshold: 1 } });
const input = (question: string, context = startContext('en')) => ({
  question,
  at,
  context,
});
const ask = (engine = engineWith('fitted'), question = 'can I return it') =>
  consult({ engine, embed: notInstalled }, input(question), unsure, null);

test('says what was found, and what could be offered', async () => {
  const found = await ask();
  expect(found.near.map(({ articleId }) => articleId).sort()).toEqual(['post', 'store']);
  expect(found.facts).toMatchObject({
    found: true,
    article: found.article?.id,
    confidence: found.passages[0]?.confidence,
    near: 2,
    chosen: false,
  });
});

test('offers nothing while confidences are no probabilities, and says what they rest on', async () => {
  expect((await ask(engineWith('none'))).facts).toMatchObject({ near: 0, evidence: 'none' });
  for (const by of ['fitted', 'shipped'] as const) expect((await ask(engineWith(by))).facts).toMatchObject({ near: 2, evidence: by });
});

test('finds nothing in nothing', async () => {
  for (const nothing of ['', '?!', '😀']) {
    const found = await ask(engineWith('fitted'), nothing);
    expect(found).toMatchObject({ article: null, near: [], facts: { found: false, confidence: 0, article: '', near: 0 } });
  }
});

test('takes the chosen article without asking retrieval, and says when it may not be used', async () => {
  const engine = engineWith('fitted');
  const search = { name: 'spy', embeddable: () => null, search: vi.fn(async () => []) };
  const [store = article('store', [])] = twins;
  const taken = await consult({ engine: { ...engine, search }, embed: notInstalled }, input('x'), unsure, {
    article: store,
    confidence: 0.4,
  });
  expect(search.search).not.toHaveBeenCalled();
  expect(taken).toMatchObject({ article: store, near: [], passages: [{ articleId: 'store', confidence: 0.4 }] });
  expect(taken.facts).toMatchObject({ chosen: true, near: 0, confidence: 0.4, stale: false });
  const overdue = { ...store, reviewBy: '2026-11-22' };
  const later = await consult({ engine: engineWith('fitted', [overdue]), embed: notInstalled }, input('x'), unsure, {
    article: overdue,
    confidence: 0.4,
  });
  expect(later.facts).toMatchObject({ chosen: true, stale: true });
});

const shop = [
  article('times', ['how long does delivery take'], 'Delivery to Norway takes five days.'),
  article('countries', ['do you ship to norway', 'norway'], 'Norway and the United Kingdom.'),
  article('costs', ['how much is shipping'], 'EUR 4.90.'),
];
const after: Context = { ...startContext('en'), subject: { question: 'How long does delivery take?', age: 0 } };
const go = (question: string, context = after) =>
  consult({ engine: engineOf(shop), embed: notInstalled }, input(question, context), facts(), null);

test('reads what leans in the context of the conversation, and says what it asked', async () => {
  const found = await go('and to Norway?');
  expect(found).toMatchObject({ leans: true, asked: 'How long does delivery take norway', article: { id: 'times' } });
  expect(found.facts.confidence).toBeGreaterThanOrEqual(found.facts.threshold);
});

test('reads the same words alone where there is no subject', async () => {
  const found = await go('and to Norway?', startContext('en'));
  expect(found).toMatchObject({ leans: false, article: { id: 'countries' } });
  expect(found).not.toHaveProperty('asked');
});

test('does not drag what stands on its own into the context', async () => {
  const found = await go('and how much is shipping?');
  expect(found).toMatchObject({ leans: true, article: { id: 'costs' } });
  expect(found).not.toHaveProperty('asked');
});

test('asks retrieval once for what does not lean', async () => {
  const search = { name: 'spy', embeddable: () => null, search: vi.fn(async () => []) };
  const engine = { ...engineOf(shop), search };
  const asked = (question: string) => consult({ engine, embed: notInstalled }, input(question, after), facts(), null);
  await asked('do you sell horses?');
  expect(search.search).toHaveBeenCalledTimes(1);
  await asked('and for shoes?');
  expect(search.search).toHaveBeenCalledTimes(3);
});

const spanish = article('plazos', ['cuánto tarda el envío'], 'Tres días.', { locale: 'es' });
const english = article('times', ['how long does delivery take', 'cuánto tarda el envío'], 'Three days.');
const inSpanish = (locales: string[], known = [english, spanish]) =>
  consult(
    { engine: engineOf(known), embed: notInstalled },
    input('cuánto tarda el envío'),
    facts({ language: 'es', knowledge: { locales } }),
    null,
  );

test('an article in the customer’s language wins over the same question in another', async () => {
  expect((await inSpanish(['es', 'en'])).article?.id).toBe('plazos');
  expect((await inSpanish(['en', 'es'])).article?.id).toBe('times');
});

test('articles in a language that may not answer are not found', async () => {
  expect(await inSpanish(['es'], [english])).toMatchObject({ passages: [], article: null, facts: { found: false, confidence: 0 } });
  expect((await inSpanish(['es', 'en'], [english])).article?.id).toBe('times');
});

test('looks for nothing where nothing may answer', async () => {
  const search = { name: 'spy', embeddable: () => null, search: vi.fn(async () => []) };
  const engine = { ...engineOf([english]), search };
  const none = facts({ language: 'ja', knowledge: { locales: [] } });
  expect((await consult({ engine, embed: notInstalled }, input('荷物はどこ'), none, null)).passages).toEqual([]);
  expect(search.search).not.toHaveBeenCalled();
});
