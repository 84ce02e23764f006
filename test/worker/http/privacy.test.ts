import { env } from 'cloudflare:workers';
import { beforeAll, expect, it } from 'vitest';
import { keepPrivacyCase } from '../../../worker/records/privacy-cases.ts';
import type { PrivacyCase } from '../../../worker/records/privacy-schema.ts';
import { api, json, makeSite, post, signIn, staffHeaders, type TestAgent } from '../fixture.ts';

let site: string;
let priya: TestAgent;
beforeAll(async () => {
  site = await makeSite();
  priya = await signIn(site, 'priya');
  for (const [handoff, due] of [
    ['h-later', '2027-01-11'],
    ['h-sooner', '2026-12-27'],
  ] as const)
    await keepPrivacyCase(env.DB, site, { handoff, conversation: `c-${handoff}`, opened: '2026-11-27T10:00:00.000Z', type: 'access', due });
});

const get = async (query = '', agent = priya) => api(`/desk/privacy${query}`, { headers: staffHeaders(agent) });
const cases = async (query = '') => (await json<{ cases: PrivacyCase[] }>(await get(query))).cases.map(({ handoff }) => handoff);
const mark = (handoff: string, status: string, agent = priya) => post(`/desk/privacy/${handoff}/status`, { status }, staffHeaders(agent));

it('lists open cases by their legal day', async () => {
  expect(await cases()).toEqual(['h-sooner', 'h-later']);
  expect((await get('?status=lost')).status).toBe(422);
  expect((await api('/desk/privacy')).status).toBe(401);
});

it('a person says that one is done; said twice, the first one stands', async () => {
  const done = await json<PrivacyCase>(await mark('h-sooner', 'done'));
  expect(done).toMatchObject({ status: 'done', doneBy: 'Priya Raman' });
  const again = await json<PrivacyCase>(await mark('h-sooner', 'done', await signIn(site, 'luca')));
  expect(again).toEqual(done);
  expect(await cases()).toEqual(['h-later']);
  expect(await cases('?status=done')).toEqual(['h-sooner']);
  expect(await json<PrivacyCase>(await mark('h-sooner', 'open'))).toMatchObject({ status: 'open', doneAt: null, doneBy: null });
});

it('another site knows nothing of it', async () => {
  const other = await signIn(await makeSite(), 'priya');
  expect((await mark('h-later', 'done', other)).status).toBe(404);
  expect((await json<{ cases: PrivacyCase[] }>(await get('', other))).cases).toEqual([]);
  expect((await mark('h-later', 'lost')).status).toBe(422);
});
