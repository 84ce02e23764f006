import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { assistantShare } from '../../../worker/records/floor.ts';
import { keepTurnRecord } from '../../../worker/records/turns.ts';
import type { TurnRecord } from '../../../worker/turn/record.ts';
import { unanswered } from './questions/samples.ts';

const now = Date.parse('2026-11-23T12:00:00.000Z');
let ids = 0;
const keep = (site: string, conversation: string, hoursAgo: number, change: Partial<TurnRecord> = {}) =>
  keepTurnRecord(env.DB, site, {
    ...unanswered('do you sharpen axes', {
      id: `floor-${++ids}`,
      conversation: `${site}-${conversation}`,
      at: new Date(now - hoursAgo * 3_600_000).toISOString(),
    }),
    ...change,
  });
const answer: Partial<TurnRecord> = { outcome: { kind: 'answer', draft: { kind: 'text', text: 'Yes.' } } };

it('counts what customers got in these hours by outcome, and the conversations that went to people', async () => {
  await keep('floor', 'a', 1, answer);
  await keep('floor', 'a', 1, answer);
  await keep('floor', 'b', 2, answer);
  await keep('floor', 'b', 1);
  await keep('floor', 'c', 3, { outcome: { kind: 'decline', text: 'No.' } });
  // Neither what nobody met, nor what is older, nor another site's.
  await keep('floor', 'd', 1, { sent: false });
  await keep('floor', 'e', 25, answer);
  await keep('elsewhere', 'f', 1, answer);
  expect(await assistantShare(env.DB, 'floor', 24, now)).toEqual({
    hours: 24,
    turns: 5,
    outcomes: { answer: 3, handoff: 1, decline: 1 },
    conversations: 3,
    handedOver: 1,
  });
});
