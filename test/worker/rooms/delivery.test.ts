import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { api, auth, clientId, connect, converse, json, makeSite, post, type TestVisitor, visit } from '../fixture.ts';

/** Delivery promises T6 to T10: what was acknowledged is stored once, in order, whatever happens to the connection. */
async function start() {
  const site = await makeSite();
  const visitor = await visit(site);
  const conversation = await converse(visitor);
  return { site, visitor, conversation, stub: env.CONVERSATION.getByName(`${site}/${conversation}`) };
}

const history = async (visitor: TestVisitor, conversation: string, since = 0) =>
  json<{ history: string; messages: { seq: number; clientId?: string; author: { kind: string } }[] }>(
    await api(`/conversations/${conversation}/messages?since=${since}`, { headers: auth(visitor) }),
  );

describe('T6 the same client id, sent any number of times and ways', () => {
  it('is one row with the same sequence in each acknowledgement', async () => {
    const { visitor, conversation, stub } = await start();
    const [one, two] = [await connect(visitor, conversation), await connect(visitor, conversation)];
    const id = clientId();
    for (const tab of [one, two, one]) tab.send({ type: 'send', clientId: id, text: 'hello' });
    const http = await json<{ seq: number }>(
      await post(`/conversations/${conversation}/messages`, { clientId: id, text: 'hello' }, auth(visitor)),
    );
    const acks = [(await one.until('ack')).seq, (await two.until('ack')).seq, http.seq];
    await evictDurableObject(stub);
    one.send({ type: 'send', clientId: id, text: 'hello' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    acks.push(...one.frames.flatMap((frame) => (frame.type === 'ack' ? [frame.seq] : [])));
    expect(new Set(acks)).toEqual(new Set([1]));
    const { messages } = await history(visitor, conversation);
    expect(messages.filter((message) => message.clientId === id)).toHaveLength(1);
  });
});

describe('T7 sequence numbers', () => {
  it('are gapless, and resuming from any of them gives exactly the rest, under disconnects, repeats and evictions', async () => {
    const { visitor, conversation, stub } = await start();
    const action = fc.oneof(
      { weight: 5, arbitrary: fc.record({ kind: fc.constant('send' as const), repeat: fc.integer({ min: 1, max: 3 }) }) },
      { weight: 2, arbitrary: fc.constant({ kind: 'reconnect' as const, repeat: 1 }) },
      { weight: 1, arbitrary: fc.constant({ kind: 'evict' as const, repeat: 1 }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 3, maxLength: 10 }), fc.nat(), async (actions, from) => {
        let socket = await connect(visitor, conversation);
        for (const { kind, repeat } of actions) {
          // Evicting twice in a row finds nothing to evict.
          if (kind === 'evict') await evictDurableObject(stub).catch(() => {});
          if (kind === 'reconnect') {
            socket.socket.close(1000);
            socket = await connect(visitor, conversation);
          }
          const id = clientId();
          for (let i = 0; kind === 'send' && i < repeat; i++) socket.send({ type: 'send', clientId: id, text: 'hello' });
          if (kind === 'send')
            await Promise.race([
              socket.until('ack', (frame) => frame.clientId === id),
              socket.until('refused', (frame) => frame.clientId === id),
            ]);
        }
        const { messages } = await history(visitor, conversation);
        expect(messages.map((message) => message.seq)).toEqual(messages.map((_, i) => i + 1));
        const since = from % (messages.length + 1);
        const before = messages.length;
        const resumed = await connect(visitor, conversation, { since, history: (await history(visitor, conversation)).history });
        expect(resumed.messages.map((message) => message.seq).slice(0, before - since)).toEqual(
          messages.slice(since).map((message) => message.seq),
        );
        resumed.socket.close(1000);
        socket.socket.close(1000);
      }),
      { numRuns: 8, interruptAfterTimeLimit: 30_000 },
    );
  }, 60_000);
});

describe('T8 a position that is not of this history', () => {
  it('gets an explicit reset with everything, never a silent hole', async () => {
    const { visitor, conversation } = await start();
    await post(`/conversations/${conversation}/messages`, { clientId: clientId(), text: 'hello' }, auth(visitor));
    const other = await connect(visitor, conversation, { since: 1, history: 'another-history' });
    const reset = await other.until('reset');
    expect(reset.messages[0]).toMatchObject({ seq: 1 });
    const ahead = await connect(visitor, conversation, { since: 999, history: reset.history });
    expect((await ahead.until('reset')).messages.length).toBeGreaterThan(0);
  });
});

describe('T10 an object that was evicted', () => {
  it('goes on with its sockets, state and next sequence', async () => {
    const { visitor, conversation, stub } = await start();
    const socket = await connect(visitor, conversation);
    socket.send({ type: 'send', clientId: clientId(), text: 'qwxz plorp vemnik' });
    await socket.until('state', (frame) => frame.conversation.state === 'queued');
    await evictDurableObject(stub);
    const id = clientId();
    socket.send({ type: 'send', clientId: id, text: 'still there?' });
    expect((await socket.until('ack', (frame) => frame.clientId === id)).seq).toBe(3);
    socket.send({ type: 'withdraw' });
    await socket.until('state', (frame) => frame.conversation.state === 'assistant');
  });
});

describe('the outbox', () => {
  it('brings a handoff to the desk once, however often it is delivered and though the desk fails first', async () => {
    const { site, visitor, conversation, stub } = await start();
    const socket = await connect(visitor, conversation);
    socket.send({ type: 'person', clientId: clientId() });
    await socket.until('state', (frame) => frame.conversation.state === 'queued');
    const desk = env.DESK.getByName(site);
    const count = () =>
      runInDurableObject(desk, (_, ctx) => ctx.storage.sql.exec<{ n: number }>('SELECT COUNT(*) AS n FROM entries').one().n);
    await expect.poll(count).toBe(1);
    // The same delivery again and again, as after lost acknowledgements.
    const payload = await runInDurableObject(
      desk,
      (_, ctx) => ctx.storage.sql.exec<{ mirror: string }>('SELECT mirror FROM entries').one().mirror,
    );
    for (let i = 0; i < 3; i++) await desk.mirror(site, JSON.stringify(JSON.parse(payload).mirror));
    expect(await count()).toBe(1);
    // A delivery that never reached the desk is repeated by the alarm.
    await runInDurableObject(desk, (_, ctx) => ctx.storage.sql.exec('DELETE FROM entries'));
    await evictDurableObject(desk);
    await runInDurableObject(stub, (_, ctx) => {
      ctx.storage.sql.exec(
        "INSERT OR REPLACE INTO outbox (id, kind, payload, attempts, next, version) VALUES ('desk:again', 'desk', ?, 0, 0, 1)",
        JSON.stringify(JSON.parse(payload).mirror),
      );
      ctx.storage.sql.exec("INSERT OR REPLACE INTO schedule (key, at) VALUES ('outbox', 1)");
    });
    await evictDurableObject(stub);
    await runDurableObjectAlarm(stub);
    await expect.poll(count).toBe(1);
  });

  it('writes each turn to D1 once', async () => {
    const { visitor, conversation } = await start();
    const socket = await connect(visitor, conversation);
    socket.send({ type: 'send', clientId: clientId(), text: 'how long does delivery take?' });
    await socket.until('message', (frame) => frame.message.body.type === 'answer');
    const rows = async () =>
      (await env.DB.prepare('SELECT outcome, rules, sent FROM turns WHERE conversation = ?').bind(conversation).all()).results;
    // With the rest that the database gets, once the conversation falls quiet.
    await expect.poll(rows, { timeout: 10_000 }).toEqual([{ outcome: 'answer', rules: 'approved-answer-is-sent', sent: 1 }]);
  });
});

describe('invariant 7: one turn at a time', () => {
  it('joins a message that arrives while another is pending, and answers once', async () => {
    const { visitor, conversation, stub } = await start();
    const socket = await connect(visitor, conversation);
    socket.send({ type: 'send', clientId: clientId(), text: 'how long does delivery' });
    socket.send({ type: 'send', clientId: clientId(), text: 'take?' });
    await socket.until('ack', (frame) => frame.seq === 2 || frame.seq === 3);
    await expect
      .poll(async () => runInDurableObject(stub, (_, ctx) => ctx.storage.sql.exec('SELECT record FROM conversation').one().record))
      .toContain('"pending":null');
    const { messages } = await history(visitor, conversation);
    const customers = messages.filter((message) => message.author.kind === 'customer');
    const replies = messages.filter((message) => message.author.kind !== 'customer');
    expect(customers).toHaveLength(2);
    expect(replies.length).toBeGreaterThan(0);
    expect(replies.length).toBeLessThanOrEqual(2);
  });
});
