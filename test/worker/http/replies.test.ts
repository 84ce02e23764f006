import { expect, it } from 'vitest';
import { repliesViewSchema } from '../../../policy/replies.ts';
import { api, json, makeSite, signIn, staffHeaders } from '../fixture.ts';

it('gives whoever is signed in the replies of the active release', async () => {
  const agent = await signIn(await makeSite(), 'priya');
  const { base, replies } = repliesViewSchema.parse(await json(await api('/desk/replies', { headers: staffHeaders(agent) })));
  expect(base).toBe('en');
  expect(replies.find(({ id }) => id === 'hello')?.texts.de).toContain('{customer}');
  expect((await api('/desk/replies')).status).toBe(401);
});

it('a release without replies has none to give', async () => {
  const agent = await signIn(await makeSite({}, (policy) => ({ ...policy, replies: null })), 'priya');
  expect(await json(await api('/desk/replies', { headers: staffHeaders(agent) }))).toEqual({ base: 'en', replies: [] });
});
