import { expect, it } from 'vitest';
import { foundSchema } from '../../../worker/turn/find.ts';
import { api, json, makeSite, signIn, staffHeaders } from '../fixture.ts';

const ask = async (query: string, person?: string) =>
  api(`/desk/find?${query}`, person === undefined ? {} : { headers: staffHeaders(await signIn(await makeSite(), person)) });

it('finds what the assistant would, for whoever is signed in', async () => {
  const { release, articles } = foundSchema.parse(await json(await ask('q=how%20long%20does%20delivery%20take', 'priya')));
  expect(release).toMatch(/^[0-9a-f]{64}$/);
  const [first] = articles;
  expect(first).toMatchObject({ locale: 'en', approved: true });
  expect(first?.text).toMatch(/working days/);
  expect(first?.confidence).toBeGreaterThan(0.5);
});

it('takes articles of another language where the wanted one has none', async () => {
  const { articles } = foundSchema.parse(await json(await ask('q=how%20long%20does%20delivery%20take&language=de', 'priya')));
  expect(articles[0]).toMatchObject({ locale: 'en' });
});

it.each([
  ['q=', /write what to look for/],
  ['', /^q: /],
  ['q=tent&language=deutsch', /language: has to be two letters/],
  [`q=${'x'.repeat(501)}`, /500 characters/],
])('refuses "%s" and says why', async (query, says) => {
  const answer = await ask(query, 'priya');
  expect(answer.status).toBe(422);
  expect(await answer.json<{ error: { message: string } }>()).toMatchObject({ error: { message: expect.stringMatching(says) } });
});

it('is closed to everybody else', async () => {
  expect((await ask('q=tent')).status).toBe(401);
});
