import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { type KeptDecision, keepDraftDecision, keptDecisionSchema } from '../../../worker/records/draft-decisions.ts';

const decision: KeptDecision = {
  turnId: 'turn-1',
  at: '2026-11-23T10:00:00.000Z',
  by: { id: 'priya', name: 'Priya Raman' },
  decision: 'edit',
  reason: 'shorter',
  tookMs: 4_200,
  distance: 12,
  draft: 'In three to five days.',
  sent: 'Three to five days.',
};
const rows = async (site: string) =>
  (await env.DB.prepare('SELECT * FROM draft_decisions WHERE site = ?').bind(site).all<Record<string, unknown>>()).results;

it('is one row a turn however often it is delivered, and the first stands', async () => {
  await keepDraftDecision(env.DB, 'shop', 'conversation-1', decision);
  await keepDraftDecision(env.DB, 'shop', 'conversation-1', { ...decision, decision: 'reject', sent: null });
  expect(await rows('shop')).toEqual([
    {
      site: 'shop',
      turn: 'turn-1',
      conversation: 'conversation-1',
      at: decision.at,
      agent: 'priya',
      decision: 'edit',
      reason: 'shorter',
      took_ms: 4_200,
      distance: 12,
      draft: decision.draft,
      sent: decision.sent,
    },
  ]);
});

it('keeps sites apart, and a draft that nobody was sent', async () => {
  await keepDraftDecision(env.DB, 'one', 'c1', { ...decision, decision: 'reject', distance: undefined, sent: null });
  await keepDraftDecision(env.DB, 'two', 'c2', decision);
  expect(await rows('one')).toMatchObject([{ decision: 'reject', distance: null, sent: null }]);
  expect(await rows('two')).toMatchObject([{ decision: 'edit' }]);
});

it('takes nothing else for a decision', () => {
  expect(keptDecisionSchema.safeParse({ ...decision, tookMs: -1 }).success).toBe(false);
  expect(keptDecisionSchema.safeParse({ ...decision, sent: undefined }).success).toBe(false);
});
