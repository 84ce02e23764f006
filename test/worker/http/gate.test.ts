import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PolicyCase } from '../../../policy/case.ts';
import { notInstalled } from '../../../worker/ports/embed/port.ts';
import { memoryOrders } from '../../../worker/ports/orders/memory.ts';
import { keepTurnRecord } from '../../../worker/records/turns.ts';
import { encodeChecks } from '../../../worker/release/checks.ts';
import { decodeRelease, encodeRelease } from '../../../worker/release/format.ts';
import type { Gate } from '../../../worker/release/gate-schema.ts';
import { loadEngine } from '../../../worker/release/load.ts';
import { advance, startContext } from '../../../worker/turn/session.ts';
import { turn } from '../../../worker/turn/turn.ts';
import { api, json, makeSite, post, signIn, staffHeaders } from '../fixture.ts';

const asks: PolicyCase = { rule: 'asks-for-a-person', outcome: 'handoff', name: 'asks.json', facts: { asksForHuman: true } };

async function activeOf(site: string) {
  const hash = (await env.SITE.getByName(site).snapshot())?.release ?? '';
  return { hash, engine: await loadEngine(env, hash) };
}

/** A conversation as the worker recorded it, with the active release. */
async function converse(site: string, id: string, questions: string[]) {
  const { engine } = await activeOf(site);
  let context = startContext('en');
  for (const [i, question] of questions.entries()) {
    const at = new Date(Date.now() - 60_000 + i * 1_000);
    const lookups = { reserve: async () => ({ allowed: true, left: 4, release: async () => {} }) };
    const ports = { engine, embed: notInstalled, orders: memoryOrders([]), lookups };
    const { record, next } = await turn({ id: `${id}-${i}`, conversationId: id, site, question, context, identity: null, at }, ports);
    await keepTurnRecord(env.DB, site, { ...record, sent: true });
    context = advance(context, record, next);
  }
}

describe('the gate of a release', () => {
  let site = '';
  let jonas: Record<string, string> = {};
  beforeAll(async () => {
    site = await makeSite();
    jonas = staffHeaders(await signIn(site, 'jonas'));
  });
  const run = async (hash: string, body: object = {}) => json<Gate>(await post(`/releases/${hash}/gate`, body, jonas));

  async function make(cases: PolicyCase[], withoutArticles: string[] = []): Promise<string> {
    const { hash } = await activeOf(site);
    const decoded = decodeRelease(new Uint8Array((await (await env.RELEASES.get(hash))?.arrayBuffer()) ?? new ArrayBuffer(0)));
    if (!decoded.ok) throw new Error(decoded.problem);
    const { content } = decoded;
    // An article nobody approved is not answered from: for the gate as good as one that says something else.
    const articles = content.articles.map((article) => (withoutArticles.includes(article.id) ? { ...article, approvedBy: null } : article));
    const bytes = encodeRelease({ ...content, articles, checks: encodeChecks({ cases, golden: [] }) });
    const response = await api('/releases', { method: 'POST', body: new Uint8Array(bytes), headers: jonas });
    return (await json<{ hash: string }>(response)).hash;
  }

  it('runs in shares, goes on where it was, and begins anew only when asked to', async () => {
    const hash = await make(Array.from({ length: 120 }, (_, i) => ({ ...asks, name: `case-${i}.json` })));
    const shares: number[] = [];
    let gate = await run(hash);
    for (shares.push(gate.done); gate.verdict === 'running'; shares.push(gate.done)) gate = await run(hash);
    expect(shares.at(-1)).toBe(120);
    expect(shares.length).toBeGreaterThanOrEqual(3);
    expect(shares.every((done, i) => done - (shares[i - 1] ?? 0) <= 50)).toBe(true);
    expect(gate).toMatchObject({ verdict: 'passed', cases: { asked: 120, failed: 0 } });
    expect(await run(hash)).toEqual(gate);
    expect(await run(hash, { again: true })).toMatchObject({ verdict: 'running', done: 50 });
  });

  it('asks recorded conversations again and tells differences without a word that a customer wrote', async () => {
    const question = 'What is your return policy?';
    await converse(site, 'conversation-0001', [question, 'thank you']);
    await converse(site, 'conversation-0002', ['I want to talk to a human being please']);
    const { engine } = await activeOf(site);
    const lookups = { reserve: async () => ({ allowed: true, left: 4, release: async () => {} }) };
    const input = { id: 't', conversationId: 'c', site, question, context: startContext('en'), identity: null, at: new Date() };
    const { record } = await turn(input, { engine, embed: notInstalled, orders: memoryOrders([]), lookups });
    expect(record.outcome.kind).toBe('answer');
    const article = record.passages[0]?.articleId ?? '';

    const gate = await run(await make([asks], [article]));
    expect(gate).toMatchObject({ verdict: 'passed', replay: { conversations: expect.any(Array), turns: 3, changed: 1, note: '' } });
    expect(gate.replay.differences).toMatchObject([
      {
        before: { outcome: 'answer', rule: 'approved-answer-is-sent' },
        after: { outcome: 'handoff', reason: 'stale-knowledge', rule: 'stale-knowledge' },
        change: 'decision',
        count: 1,
        turns: ['conversation-0001-0'],
        articles: [{ before: article, after: article, count: 1 }],
      },
    ]);
    expect(JSON.stringify(gate)).not.toMatch(/return policy\?|human being|thank you/);
    const same = await run(await make([asks]));
    expect(same.replay).toMatchObject({ turns: 3, changed: 0, differences: [] });
  });

  it('is for the releases of its own site', async () => {
    const other = staffHeaders(await signIn(await makeSite(), 'jonas'));
    expect((await post(`/releases/${await make([asks])}/gate`, {}, other)).status).toBe(404);
  });
});
