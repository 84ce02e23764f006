import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { clientId, connect, converse, makeSite, openAsAgent, openDesk, signIn, visit } from '../fixture.ts';

async function start() {
  const site = await makeSite();
  const visitor = await visit(site);
  const conversation = await converse(visitor);
  const stub = env.CONVERSATION.getByName(`${site}/${conversation}`);
  return { site, visitor, conversation, stub, socket: await connect(visitor, conversation) };
}

describe('a conversation', () => {
  it('answers a known question with approved text and its source', async () => {
    const { socket } = await start();
    socket.send({ type: 'send', clientId: clientId(), text: 'how long does delivery take?' });
    await socket.until('ack', (frame) => frame.seq === 1);
    const { message } = await socket.until('message', (frame) => frame.message.body.type === 'answer');
    expect(message.author).toEqual({ kind: 'assistant' });
    expect(message.body.type === 'answer' && message.body.source.articleId).toBe('delivery-times');
  });

  it('shows an order only after number and e-mail fit, asking for what is missing', async () => {
    const { site, socket } = await start();
    await seedOrder(site);
    socket.send({ type: 'send', clientId: clientId(), text: 'where is my order?' });
    const asked = await socket.until('message', (frame) => frame.message.body.type === 'ask');
    expect(asked.message.body.type === 'ask' && asked.message.body.missing).toEqual(['number', 'email']);
    socket.send({ type: 'send', clientId: clientId(), text: 'FW-77001' });
    const again = await socket.until('message', (frame) => frame.message.body.type === 'ask' && frame.message.seq > asked.message.seq);
    expect(again.message.body.type === 'ask' && again.message.body.missing).toEqual(['email']);
    socket.send({ type: 'send', clientId: clientId(), text: 'kim@example.com' });
    const { message } = await socket.until('message', (frame) => frame.message.body.type === 'order');
    const card = message.body.type === 'order' ? message.body.order : null;
    expect(card).toMatchObject({ number: 'FW-77001', state: 'in-transit' });
    // Without a signed identity these stay hidden.
    expect(card).not.toHaveProperty('address');
    expect(card).not.toHaveProperty('payment');
  });

  it('hands over, lets an agent claim and reply, and is silent meanwhile', async () => {
    const { site, conversation, socket } = await start();
    const agent = await signIn(site, 'priya');
    const desk = await openDesk(agent);
    socket.send({ type: 'send', clientId: clientId(), text: 'I want to talk to someone' });
    await socket.until('message', (frame) => frame.message.body.type === 'notice' && frame.message.body.code === 'handoff');
    const { entries } = await desk.until('changes', (frame) => frame.entries.some((entry) => entry.conversationId === conversation));
    const entry = entries.find((one) => one.conversationId === conversation);
    expect(entry).toMatchObject({
      status: 'waiting',
      reason: 'customer-request',
      ruleIds: ['asks-for-a-person'],
      snippet: 'I want to talk to someone',
    });
    await socket.until('state', (frame) => frame.conversation.state === 'queued' && frame.conversation.queue?.place === 1);

    // The assistant is silent while the customer waits.
    socket.send({ type: 'send', clientId: clientId(), text: 'how long does delivery take?' });
    await socket.until('ack', (frame) => frame.seq >= 3);

    desk.send({ type: 'claim', handoffId: entry?.handoffId });
    await desk.until('claimed', (frame) => frame.conversationId === conversation);
    await socket.until('state', (frame) => frame.conversation.state === 'human' && frame.conversation.agent?.name === 'Priya Raman');
    const chat = await openAsAgent(agent, conversation);
    expect((await chat.until('records')).records[0]?.ruleIds).toEqual(['asks-for-a-person']);
    chat.send({ type: 'send', clientId: clientId(), text: 'Hello, this is Priya.' });
    const reply = await socket.until('message', (frame) => frame.message.author.kind === 'agent');
    expect(reply.message.author).toEqual({ kind: 'agent', id: 'priya', name: 'Priya Raman' });
    expect(socket.messages.filter((message) => message.author.kind === 'assistant')).toEqual([]);

    chat.send({ type: 'resolve' });
    await socket.until('state', (frame) => frame.conversation.state === 'resolved');
    await desk.until('changes', (frame) => frame.removed.includes(entry?.handoffId ?? ''));
    socket.send({ type: 'feedback', value: 'up' });
    await socket.until('state', (frame) => frame.conversation.feedback === 'up');
    // Coming back is with the assistant, not in the queue.
    socket.send({ type: 'send', clientId: clientId(), text: 'how long does delivery take?' });
    await socket.until('message', (frame) => frame.message.body.type === 'answer');
  });

  it('masks card numbers before they are stored', async () => {
    const { socket, stub } = await start();
    socket.send({ type: 'send', clientId: clientId(), text: 'my card is 4111 1111 1111 1111 and it failed' });
    await socket.until('ack');
    const stored = await runInDurableObject(stub, (_, ctx) =>
      JSON.stringify(ctx.storage.sql.exec('SELECT message FROM messages').toArray()),
    );
    expect(stored).toContain('[card ending 1111]');
    expect(stored).not.toContain('4111 1111');
  });

  it('does not go straight back to the queue for the same cause', async () => {
    const { socket } = await start();
    socket.send({ type: 'send', clientId: clientId(), text: 'qwxz plorp vemnik' });
    await socket.until('state', (frame) => frame.conversation.state === 'queued');
    socket.send({ type: 'withdraw' });
    await socket.until('state', (frame) => frame.conversation.state === 'assistant');
    socket.send({ type: 'send', clientId: clientId(), text: 'vemnik plorp qwxz' });
    const back = await socket.until('message', (frame) => frame.message.author.kind === 'assistant');
    expect(back.message.body.type).toBe('text');
    expect(socket.frames.filter((frame) => frame.type === 'state').at(-1)).toMatchObject({ conversation: { state: 'assistant' } });
  });

  it('remembers what it is about until a person takes over, across eviction', async () => {
    const { socket, stub } = await start();
    const subject = () =>
      runInDurableObject(stub, (_, ctx): unknown => {
        const { record } = ctx.storage.sql.exec<{ record: string }>('SELECT record FROM conversation').one();
        return JSON.parse(record).context.subject;
      });
    socket.send({ type: 'send', clientId: clientId(), text: 'how long does delivery take?' });
    await socket.until('message', (frame) => frame.message.body.type === 'answer');
    expect(await subject()).toEqual({ question: 'how long does delivery take?', age: 0 });
    await evictDurableObject(stub);
    socket.send({ type: 'send', clientId: clientId(), text: 'thanks' });
    await socket.until('message', (frame) => frame.message.seq === 4);
    expect(await subject()).toEqual({ question: 'how long does delivery take?', age: 1 });
    socket.send({ type: 'person', clientId: clientId() });
    await socket.until('state', (frame) => frame.conversation.state === 'queued');
    expect(await subject()).toBeNull();
  });

  it('answers a message whose turn was cut off by eviction', async () => {
    const { stub, socket } = await start();
    // The message and the question it poses are stored; the object is gone before the turn begins.
    await runInDurableObject(stub, (_, ctx) => {
      const row = ctx.storage.sql.exec<{ record: string }>('SELECT record FROM conversation').one();
      const pending = { turnId: 'turn-cut-off', fromSeq: 1, generation: 1, deadline: Date.now() + 8_000, asked: false };
      const message = {
        id: 'm1',
        seq: 1,
        at: new Date().toISOString(),
        author: { kind: 'customer' },
        body: { type: 'text', text: 'how long does delivery take?' },
      };
      ctx.storage.sql.exec('UPDATE conversation SET record = ?', JSON.stringify({ ...JSON.parse(row.record), pending }));
      ctx.storage.sql.exec(
        "INSERT INTO messages (seq, at, sender, client_id, message) VALUES (1, ?, 'customer', 'c-0000001', ?)",
        Date.now(),
        JSON.stringify(message),
      );
      ctx.storage.sql.exec("INSERT INTO schedule (key, at) VALUES ('turn', ?)", Date.now() - 1);
    });
    await evictDurableObject(stub);
    await runDurableObjectAlarm(stub);
    await socket.until('message', (frame) => frame.message.body.type === 'answer');
    const turns = await runInDurableObject(stub, (_, ctx) => ctx.storage.sql.exec<{ id: string }>('SELECT id FROM turns').toArray());
    expect(turns.map((row) => row.id)).toEqual(['turn-cut-off']);
  });

  it('answers it also when the alarm was lost, as soon as anything wakes the object', async () => {
    const { stub, socket } = await start();
    // The message and the question it poses are stored; the object is gone before the turn begins.
    await runInDurableObject(stub, (_, ctx) => {
      const row = ctx.storage.sql.exec<{ record: string }>('SELECT record FROM conversation').one();
      const pending = { turnId: 'turn-woken-up', fromSeq: 1, generation: 1, deadline: Date.now() + 8_000, asked: false };
      const message = {
        id: 'm1',
        seq: 1,
        at: new Date().toISOString(),
        author: { kind: 'customer' },
        body: { type: 'text', text: 'how long does delivery take?' },
      };
      ctx.storage.sql.exec('UPDATE conversation SET record = ?', JSON.stringify({ ...JSON.parse(row.record), pending }));
      ctx.storage.sql.exec(
        "INSERT INTO messages (seq, at, sender, client_id, message) VALUES (1, ?, 'customer', 'c-0000001', ?)",
        Date.now(),
        JSON.stringify(message),
      );
    });
    await evictDurableObject(stub);
    await runInDurableObject(stub, () => {});
    await socket.until('message', (frame) => frame.message.body.type === 'answer');
    const turns = await runInDurableObject(stub, (_, ctx) => ctx.storage.sql.exec<{ id: string }>('SELECT id FROM turns').toArray());
    expect(turns.map((row) => row.id)).toEqual(['turn-woken-up']);
  });
});

async function seedOrder(site: string): Promise<void> {
  const at = '2026-11-20T09:00:00.000Z';
  const order = {
    number: 'FW-77001',
    email: 'kim@example.com',
    name: 'Kim Berg',
    placedAt: at,
    currency: 'EUR',
    total: 12_900,
    state: 'in-transit',
    items: [{ sku: 'tent', name: 'Tarn 2 tent', quantity: 1, unitPrice: 12_900 }],
    shipments: [],
    events: [{ state: 'placed', at }],
    refunds: [],
    address: 'Secret Street 1',
    phone: '+49 000',
    payment: 'Visa',
  };
  await env.DB.prepare('INSERT OR REPLACE INTO orders (site, number, email, data) VALUES (?, ?, ?, ?)')
    .bind(site, order.number, order.email, JSON.stringify(order))
    .run();
}
