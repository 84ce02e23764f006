import { env } from 'cloudflare:workers';
import { beforeAll, expect, it } from 'vitest';
import { keepConversation } from '../../../../worker/records/conversations/keep.ts';
import { relatedTo } from '../../../../worker/records/conversations/related.ts';
import type { Archived } from '../../../../worker/records/conversations/schema.ts';
import { past } from './samples.ts';

const [ana, ben] = ['a'.repeat(32), 'b'.repeat(32)] as const;
const keep = (site: string, id: string, customer: string, over: Partial<Archived>) =>
  keepConversation(env.DB, site, customer, past(id, over));
const similar = async (site: string, asked: string, language = 'en') =>
  (await relatedTo(env.DB, site, ana, { id: 'open', language, asked })).similar.map(({ id }) => id);

beforeAll(async () => {
  await keep('near', 'valve', ben, { asked: 'The valve of my Falcon stove leaks', answer: 'Send it in, we replace the valve.' });
  await keep('near', 'ventil', ben, {
    asked: 'Falcon stove: das Ventil (valve) ist undicht',
    language: 'de',
    answer: 'Bitte einschicken.',
  });
  await keep('near', 'machine', ben, { asked: 'The valve of my Falcon stove leaks', resolvedBy: 'customer', answer: '' });
  await keep('near', 'open', ben, { asked: 'The valve of my Falcon stove leaks', state: 'human', resolvedBy: null });
  await keep('near', 'zip', ben, { asked: 'The zip of my jacket is broken', answer: 'We repair zips.' });
  for (let i = 0; i < 60; i++)
    await keep('near', `delivery-${i}`, ben, { asked: `Where is my delivery number ${i}?`, answer: 'It is on its way.' });
  await keep('elsewhere', 'valve-elsewhere', ben, { asked: 'The valve of my Falcon stove leaks' });
});

it('finds how people answered the same rare words, in the same language first', async () => {
  expect(await similar('near', 'my falcon stove is leaking at the valve')).toEqual(['valve', 'ventil']);
  expect(await similar('near', 'Falcon stove valve undicht', 'de')).toEqual(['ventil', 'valve']);
  expect(await similar('near', 'broken zips on jackets')).toEqual(['zip']);
});

it('finds nothing where only what everybody asks is shared, or nothing at all', async () => {
  expect(await similar('near', 'where is my delivery')).toEqual([]);
  expect(await similar('near', 'how are you')).toEqual([]);
  expect(await similar('near', '" * NEAR( \u0000')).toEqual([]);
  expect(await similar('nowhere', 'the valve of my falcon stove leaks')).toEqual([]);
});

it('lists earlier conversations of the same customer, the last one first', async () => {
  for (const day of [21, 22, 23]) await keep('before', `d-${day}`, ana, { created: `2026-11-${day}T10:00:00.000Z` });
  await keep('before', 'of-ben', ben, {});
  const { earlier, customer } = await relatedTo(env.DB, 'before', ana, { id: 'd-22', language: 'en', asked: '' });
  expect([earlier.map(({ id }) => id), customer]).toEqual([['d-23', 'd-21'], ana]);
});
