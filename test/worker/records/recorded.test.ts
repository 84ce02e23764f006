import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { recordedConversations, recordedTurns } from '../../../worker/records/recorded.ts';
import { keepTurnRecord } from '../../../worker/records/turns.ts';
import { faultRecord } from '../../../worker/turn/fault.ts';
import type { TurnRecord } from '../../../worker/turn/record.ts';
import { startContext } from '../../../worker/turn/session.ts';

const site = 'recorded-shop';
const second = (n: number) => new Date(Date.UTC(2026, 10, 23, 10, 0, n));

async function keep(conversation: string, n: number, question: string, over: Partial<TurnRecord> = {}): Promise<void> {
  const input = {
    id: `${conversation}-${n}`,
    conversationId: conversation,
    site,
    question,
    context: startContext('en'),
    identity: null,
    at: second(n),
  };
  await keepTurnRecord(env.DB, site, { ...faultRecord(input, 'release', 'none', 'words'), sent: true, ...over });
}

describe('recorded conversations', () => {
  beforeAll(async () => {
    await keep('older', 1, 'one');
    await keep('newer', 2, 'two');
    await keep('newer', 5, '', {
      facts: {
        ...faultRecord(
          { id: 'x', conversationId: 'x', site, question: '', context: startContext('en'), identity: null, at: second(0) },
          'r',
          'f',
        ).facts,
        asksForHuman: true,
      },
    });
    await keep('newer', 3, 'overtaken', { sent: false });
    await keep('newer', 4, 'three');
    await keep('never-sent', 9, 'four', { sent: false });
    await env.DB.prepare(
      `INSERT INTO turns (id, site, conversation, at, release, area, outcome, rules, confidence, sent, record)
       VALUES ('odd', ?1, 'newer', '2026-11-23T10:00:06Z', 'r', 'faqs', 'answer', '', 0, 1, '{"question":7}')`,
    )
      .bind(site)
      .run();
  });

  it('come latest first, of their own site, with something that was sent', async () => {
    expect(await recordedConversations(env.DB, site, 10)).toEqual(['newer', 'older']);
    expect(await recordedConversations(env.DB, site, 1)).toEqual(['newer']);
    expect(await recordedConversations(env.DB, 'another-shop', 10)).toEqual([]);
  });

  it('have their turns in order, without those that were overtaken or that nobody can read', async () => {
    expect(await recordedTurns(env.DB, site, 'newer')).toEqual([
      { id: 'newer-2', question: 'two', language: 'en', asked: false, returnedFrom: '' },
      { id: 'newer-4', question: 'three', language: 'en', asked: false, returnedFrom: '' },
      { id: 'newer-5', question: '', language: 'en', asked: true, returnedFrom: '' },
    ]);
    expect(await recordedTurns(env.DB, 'another-shop', 'newer')).toEqual([]);
  });
});
