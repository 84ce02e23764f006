import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { customerKey } from '../../../../worker/records/conversations/customer.ts';
import { deliverConversation, keepConversation, parseArchived } from '../../../../worker/records/conversations/keep.ts';
import { listChoices, listConversations } from '../../../../worker/records/conversations/list.ts';
import { pastQuerySchema } from '../../../../worker/records/conversations/schema.ts';
import { past } from './samples.ts';

const list = async (site: string, query: Record<string, string> = {}) =>
  (await listConversations(env.DB, site, pastQuerySchema.parse(query))).conversations;
const words = async () => (await env.DB.prepare('SELECT COUNT(*) AS n FROM conversation_words').first<{ n: number }>())?.n;

it('keeps a conversation once, however often and in whichever order its revisions arrive, and its words with it', async () => {
  let site = 0;
  const before = (await words()) ?? 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 8 }), async (arrivals) => {
      const name = `keep-${++site}`;
      for (const revision of arrivals) {
        const state = revision % 2 ? ('human' as const) : ('resolved' as const);
        await keepConversation(
          env.DB,
          name,
          'f'.repeat(32),
          past('c-1', { revision, state, asked: `word${revision} common`, last: `${revision}` }),
        );
      }
      const newest = Math.max(...arrivals);
      expect((await list(name)).map(({ last, state }) => [last, state])).toEqual([[`${newest}`, newest % 2 ? 'human' : 'resolved']]);
      for (let revision = 1; revision <= 6; revision++)
        expect(await list(name, { q: `word${revision}` })).toHaveLength(revision === newest ? 1 : 0);
      expect(await list(name, { state: newest % 2 ? 'resolved' : 'human' })).toEqual([]);
    }),
    { numRuns: 40 },
  );
  expect(await words()).toBe(before + site);
}, 30_000);

it('gives conversations that began in the same millisecond places of their own, for good', async () => {
  for (const id of ['a', 'b', 'c']) await keepConversation(env.DB, 'same', '', past(id));
  const order = (await list('same')).map(({ id }) => id);
  expect(order).toEqual(['c', 'b', 'a']);
  for (const id of ['b', 'c', 'a'])
    await keepConversation(env.DB, 'same', '', past(id, { revision: 9, updated: '2026-12-01T00:00:00.000Z' }));
  expect((await list('same')).map(({ id }) => id)).toEqual(order);
});

it('remembers what filters may choose, and people by the name they have now', async () => {
  await keepConversation(env.DB, 'choices', '', past('a'));
  await keepConversation(
    env.DB,
    'choices',
    '',
    past('b', { language: 'de', area: null, reason: null, agents: [{ id: 'priya', name: 'Priya R.' }] }),
  );
  expect(await listChoices(env.DB, 'choices')).toEqual({
    areas: ['faqs'],
    reasons: ['low-confidence'],
    rules: ['low-confidence-goes-to-people'],
    languages: ['de', 'en'],
    agents: [{ id: 'priya', name: 'Priya R.' }],
  });
});

it('takes what the outbox carries, and never keeps who a customer is to the site', async () => {
  const one = past('a', { identity: 'customer-4711', visitor: 'visitor-0815' });
  await deliverConversation(env, 'carried', parseArchived(JSON.stringify({ ...one, later: 'a part that a newer worker adds' })));
  const row = await env.DB.prepare("SELECT * FROM conversations WHERE site = 'carried'").first();
  expect(JSON.stringify(row)).not.toMatch(/4711|0815/);
  expect(row?.customer).toBe(await customerKey(env.HANDRAIL_SECRET, 'carried', one));
});
