import { expect, it } from 'vitest';
import { toneViewSchema } from '../../../policy/tone.ts';
import { api, json, makeSite, signIn, staffHeaders } from '../fixture.ts';

it('tells whoever is signed in how the shop speaks', async () => {
  const agent = await signIn(await makeSite(), 'priya');
  const tone = toneViewSchema.parse(await json(await api('/desk/tone', { headers: staffHeaders(agent) })));
  expect(tone.voice.length).toBeGreaterThan(2);
  expect(tone.forbidden.map(({ kind }) => kind)).toContain('promise');
  expect((await api('/desk/tone')).status).toBe(401);
});

it('a release without a voice has none to tell', async () => {
  const agent = await signIn(await makeSite({}, (policy) => ({ ...policy, tone: null })), 'priya');
  expect(await json(await api('/desk/tone', { headers: staffHeaders(agent) }))).toEqual({ voice: [], forbidden: [] });
});
