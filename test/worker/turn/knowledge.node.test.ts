import { expect, test, vi } from 'vitest';
import { notInstalled } from '../../../worker/ports/embed/port.ts';
import { consult } from '../../../worker/turn/knowledge.ts';
import { article } from '../../kb/samples.ts';
import { facts, policy } from '../../policy/samples.ts';
import { at, engineOf } from './samples.ts';

/** Two articles that a question cannot tell apart, under a threshold that neither reaches. */
const twins = [article('store', ['can I return it'], 'In a store.'), article('post', ['can I return it'], 'By post.')];
const defaults = (calibrated: boolean) => ({
  ...policy().matrix.defaults,
  confidence_threshold: { value: 1, calibrated },
  near_misses: { together: 0.5, share: 0.5 },
});
const engineWith = (calibrated: boolean, articles = twins) =>
  engineOf(articles, { matrix: { ...policy().matrix, defaults: defaults(calibrated) } });
const unsure = facts({ knowledge: { threshold: 1 } });
const ask = (engine = engineWith(true), question = 'can I return it') =>
  consult({ engine, embed: notInstalled }, { question, at }, unsure, null);

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

test('offers nothing while confidences are no probabilities', async () => {
  expect((await ask(engineWith(false))).facts.near).toBe(0);
});

test('finds nothing in nothing', async () => {
  const found = await ask(engineWith(true), 'qwxz');
  expect(found).toMatchObject({ article: null, near: [], facts: { found: false, confidence: 0, article: '', near: 0 } });
});

test('takes the chosen article without asking retrieval, and says when it may not be used', async () => {
  const engine = engineWith(true);
  const search = { name: 'spy', search: vi.fn(async () => []) };
  const [store = article('store', [])] = twins;
  const taken = await consult({ engine: { ...engine, search }, embed: notInstalled }, { question: 'x', at }, unsure, {
    article: store,
    confidence: 0.4,
  });
  expect(search.search).not.toHaveBeenCalled();
  expect(taken).toMatchObject({ article: store, near: [], passages: [{ articleId: 'store', confidence: 0.4 }] });
  expect(taken.facts).toMatchObject({ chosen: true, near: 0, confidence: 0.4, stale: false });
  const overdue = { article: { ...store, reviewBy: '2026-11-22' }, confidence: 0.4 };
  expect((await consult({ engine, embed: notInstalled }, { question: 'x', at }, unsure, overdue)).facts.stale).toBe(true);
});
