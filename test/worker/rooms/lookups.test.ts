import { env } from 'cloudflare:workers';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { sampleOrders } from '../../../worker/ports/orders/sample.ts';
import { clientId, connect, converse, identityKey, makeSite, type TestVisitor, visit } from '../fixture.ts';

const orders = sampleOrders(new Date());
const order = orders.find((one) => one.state === 'in-transit') ?? orders[0];
if (!order) throw new Error('no sample order');

async function shop() {
  const site = await makeSite();
  const insert = env.DB.prepare('INSERT INTO orders (site, number, email, data) VALUES (?, ?, ?, ?)');
  await env.DB.batch(orders.map((one) => insert.bind(site, one.number, one.email.toLowerCase(), JSON.stringify(one))));
  return site;
}

async function ask(visitor: TestVisitor, text: string) {
  const socket = await connect(visitor, await converse(visitor));
  let count = 0;
  const say = async (words: string) => {
    socket.send({ type: 'send', clientId: clientId(), text: words });
    const { message } = await socket.until('message', (frame) => frame.message.author.kind !== 'customer' && frame.message.seq > count);
    count = message.seq;
    return message.body;
  };
  return { say, first: await say(text), socket };
}

describe('T5 order look-ups', () => {
  it('say the same words whether the number or the e-mail is wrong', async () => {
    const site = await shop();
    const wrongEmail = await ask(await visit(site), `where is my order ${order.number}, nobody@example.com`);
    const wrongNumber = await ask(await visit(site), `where is my order FW-99999, ${order.email}`);
    expect(wrongEmail.first).toEqual(wrongNumber.first);
    expect(wrongEmail.first.type).toBe('ask');
  });

  it('count failures outside the conversation: a new one does not help, and a person takes over', async () => {
    const site = await shop();
    const bodies = [];
    for (let i = 0; i < 5; i++)
      bodies.push((await ask(await visit(site), `where is my order ${order.number}, wrong${i}@example.com`)).first);
    expect(bodies.map((body) => body.type)).toEqual(['ask', 'ask', 'ask', 'ask', 'notice']);
    // Used up for this order number, though visitor, conversation and address are new and now right.
    const { first, socket } = await ask(await visit(site), `where is my order ${order.number}, ${order.email}`);
    expect(first).toMatchObject({ type: 'notice', code: 'handoff' });
    await socket.until('state', (frame) => frame.conversation.state === 'queued');
    // Other customers are not affected.
    const other = orders.find((one) => one.email !== order.email && one.number !== order.number);
    expect((await ask(await visit(site), `where is my order ${other?.number}, ${other?.email}`)).first.type).toBe('order');
  });

  it('do not count what was right', async () => {
    const site = await shop();
    const visitor = await visit(site);
    for (let i = 0; i < 7; i++) expect((await ask(visitor, `where is my order ${order.number}, ${order.email}`)).first.type).toBe('order');
  });

  it('show more to a signed identity, and only its own orders', async () => {
    const site = await shop();
    const identity = await new SignJWT({ sub: 'c-9', email: order.email, aud: site, exp: Math.floor(Date.now() / 1_000) + 600 })
      .setProtectedHeader({ alg: 'HS256', kid: identityKey.id })
      .sign(new TextEncoder().encode(identityKey.secret));
    const { first, say } = await ask(await visit(site, { identity }), `where is my order ${order.number}`);
    expect(first).toMatchObject({ type: 'order', order: { number: order.number, address: order.address } });
    const other = orders.find((one) => one.email !== order.email);
    // Words grant nothing: the identity's address counts, not the one in the message.
    expect((await say(`where is my order ${other?.number}, ${other?.email}`)).type).toBe('ask');
  });

  it('need no e-mail any more once the visitor proves who they are in the middle of a conversation', async () => {
    const site = await shop();
    const anonymous = await visit(site);
    const conversation = await converse(anonymous);
    const identity = await new SignJWT({ sub: 'c-9', email: order.email, aud: site, exp: Math.floor(Date.now() / 1_000) + 600 })
      .setProtectedHeader({ alg: 'HS256', kid: identityKey.id })
      .sign(new TextEncoder().encode(identityKey.secret));
    const socket = await connect(await visit(site, { visitor: anonymous.token, identity }), conversation);
    socket.send({ type: 'send', clientId: clientId(), text: `where is my order ${order.number}` });
    const { message } = await socket.until('message', (frame) => frame.message.author.kind === 'assistant');
    expect(message.body.type).toBe('order');
  });
});
