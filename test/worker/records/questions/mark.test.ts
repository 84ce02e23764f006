import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { readGroup } from '../../../../worker/records/questions/list.ts';
import { markGroup } from '../../../../worker/records/questions/mark.ts';
import { groupQuerySchema } from '../../../../worker/records/questions/schema.ts';
import { keepTurnRecord } from '../../../../worker/records/turns.ts';
import { unanswered } from './samples.ts';

const marta = { id: 'marta', name: 'Marta Kowalska' };
const jonas = { id: 'jonas', name: 'Jonas Weber' };
const ask = (site: string) => keepTurnRecord(env.DB, site, unanswered('wedding list', { id: crypto.randomUUID() }));
const changes = async (site: string) =>
  (await readGroup(env.DB, site, 1, groupQuerySchema.parse({})))?.changes.map(({ name, status }) => `${name} ${status}`);

it('writes down who marked a group as what, once, and how often it was asked since', async () => {
  await ask('marked');
  expect(await markGroup(env.DB, 'marked', 1, 'done', marta)).toMatchObject({
    status: 'done',
    changed: { name: 'Marta Kowalska', asked: 0 },
  });
  await markGroup(env.DB, 'marked', 1, 'done', jonas);
  await ask('marked');
  await ask('marked');
  expect((await readGroup(env.DB, 'marked', 1, groupQuerySchema.parse({})))?.group).toMatchObject({
    status: 'done',
    count: 3,
    changed: { name: 'Marta Kowalska', asked: 2 },
  });
  expect(await markGroup(env.DB, 'marked', 1, 'open', jonas)).toMatchObject({ status: 'open', changed: { name: 'Jonas Weber', asked: 0 } });
  expect(await changes('marked')).toEqual(['Jonas Weber open', 'Marta Kowalska done']);
});

it('marks nothing that is not there, and nothing of another site', async () => {
  await ask('mine');
  expect(await markGroup(env.DB, 'mine', 2, 'ignored', marta)).toBeNull();
  expect(await markGroup(env.DB, 'theirs', 1, 'ignored', marta)).toBeNull();
  expect(await changes('mine')).toEqual([]);
});
