import { expect, test } from 'vitest';
import { notInstalled } from '../../../worker/ports/embed/port.ts';
import { find, foundArticleSchema, mostFound } from '../../../worker/turn/find.ts';
import { article, guide } from '../../kb/samples.ts';
import { engineOf } from './samples.ts';

const articles = [
  article('return', ['how do I return something', 'send back an item']),
  article('return-de', ['wie sende ich etwas zurück'], 'Die Antwort.', { locale: 'de' }),
  article('old', ['how do I return a gift'], 'An old answer.', { reviewBy: '2026-01-31' }),
  article('draft', ['how do I return a rented tent'], 'Nobody vouched for this.', { approvedBy: null, approvedOn: null, reviewBy: null }),
  guide(),
];
const engine = engineOf(articles);
const ask = (question: string, language = 'en') => find({ ...engine, embed: notInstalled }, { question, language, today: '2026-11-23' });

test('finds articles with their best passage, how sure it is, and whether somebody still vouches for them', async () => {
  const found = await ask('how do I return a gift');
  const by = (id: string) => found.find(({ articleId }) => articleId === id);
  expect(by('return')).toMatchObject({ text: 'The answer of return.', approved: true, approvedOn: '2026-01-01', stale: false });
  expect(by('old')).toMatchObject({ approved: true, stale: true });
  expect(by('draft')).toMatchObject({ approved: false, approvedOn: null, stale: false });
  expect(found[0]?.confidence).toBeGreaterThan(0);
  for (const one of found) expect(foundArticleSchema.parse(one)).toEqual(one);
});

test('takes of a long article the passage that fits', async () => {
  const [first] = await ask('slide the sleeve over the crack');
  expect(first).toMatchObject({ articleId: 'guide' });
  expect(first?.text).toContain('Repairing a pole');
  expect(first?.text).not.toContain('Washing a tent');
});

test('the wanted language comes first and another fills up what is left', async () => {
  const found = await ask('wie sende ich etwas zurück', 'de');
  expect(found[0]).toMatchObject({ articleId: 'return-de', locale: 'de' });
  expect((await ask('how do I return something', 'pt')).map(({ articleId }) => articleId)).toContain('return');
});

test('six at most, and none for nothing', async () => {
  const many = engineOf(Array.from({ length: 9 }, (_, i) => article(`return-${i + 1}`, [`how do I return item ${i + 1}`])));
  const found = await find({ ...many, embed: notInstalled }, { question: 'how do I return item', language: 'en', today: '2026-11-23' });
  expect(found.length).toBeGreaterThan(3);
  expect(found.length).toBeLessThanOrEqual(mostFound);
  expect(await ask('😀')).toEqual([]);
});
