import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { sampleOrders } from '../../../worker/ports/orders/sample.ts';
import { refundListSchema } from '../../../worker/rooms/refund-schema.ts';
import { turnRecordSchema } from '../../../worker/turn/record.ts';
import { refundPolicy } from '../../policy/refund-samples.ts';
import { api, clientId, connect, converse, json, makeSite, post, signIn, staffHeaders, type TestAgent, visit } from '../fixture.ts';
import { filing, limits, listen, unit, webhook } from '../rooms/refund-fixture.ts';

const network = listen();

let site: string;
let priya: TestAgent;
let marta: TestAgent;
beforeAll(async () => {
  const wide = { ...limits, approval: { agent: 10_000, lead: 60_000, admin: 90_000 }, per_day: 900_000 };
  const refunds = refundPolicy({ limits: { EUR: { ...wide, per_customer: { amount: 90_000, days: 30 } } } });
  site = await makeSite({ webhook }, (policy) => ({ ...policy, refunds }));
  [priya, marta] = [await signIn(site, 'priya'), await signIn(site, 'marta')];
  const insert = env.DB.prepare('INSERT INTO orders (site, number, email, data) VALUES (?, ?, ?, ?)');
  await env.DB.batch(sampleOrders(new Date()).map((one) => insert.bind(site, one.number, one.email.toLowerCase(), JSON.stringify(one))));
});

const list = async (agent: TestAgent, query = '') =>
  refundListSchema.parse(await json(await api(`/desk/refunds${query}`, { headers: staffHeaders(agent) })));
const decide = (key: string, body: unknown, agent: TestAgent) =>
  post(`/desk/refunds/${encodeURIComponent(key)}/decision`, body, staffHeaders(agent));
const code = async (response: Response) => [response.status, (await json<{ error: { code: string } }>(response)).error.code];

async function ask(...texts: string[]) {
  const visitor = await visit(site);
  const conversation = await converse(visitor);
  const socket = await connect(visitor, conversation);
  let seq = 0;
  for (const text of texts) {
    socket.send({ type: 'send', clientId: clientId(), text });
    const { message } = await socket.until('message', (frame) => frame.message.author.kind !== 'customer' && frame.message.seq > seq);
    seq = message.seq;
  }
  return { conversation, socket, last: socket.messages.at(-1) };
}

describe('from the chat to the desk', () => {
  it('a request with a proven order is filed with its numbers, once, and the customer is told that a person decides', async () => {
    const { conversation, last } = await ask('I want a refund for my boots from FW-10002', 'lukas.brandt@example.org');
    expect(last?.body).toMatchObject({ type: 'notice', code: 'handoff', text: expect.stringContaining('refund request') });
    await vi.waitFor(async () => expect((await list(priya)).open).toBe(1), { timeout: 5_000 });
    const [found] = (await list(priya)).requests;
    expect(found?.request).toMatchObject({
      ...{ key: `${site}/FW10002/FW-B42-BRN/1`, amount: 18_900, eligible: 'yes', clause: 'window', conversation },
      ...{ question: 'I want a refund for my boots from FW-10002\nlukas.brandt@example.org' },
    });
    expect(found?.obstacle).toMatchObject({ why: 'needs-lead' });
    expect((await list(marta)).requests[0]?.obstacle).toBeNull();
    // The same customer asks again in another conversation: the same request.
    await ask('I want a refund for my boots from FW-10002, lukas.brandt@example.org');
    await vi.waitFor(
      async () => {
        const row = await env.DB.prepare("SELECT record FROM turns WHERE site = ? AND record LIKE '%already-decided%'")
          .bind(site)
          .first<{ record: string }>();
        expect(turnRecordSchema.parse(JSON.parse(row?.record ?? 'null')).refund).toMatchObject({ total: 0, lines: [{ eligible: 'no' }] });
      },
      { timeout: 5_000 },
    );
    expect((await list(priya)).open).toBe(1);
  });

  it('inside the declared limit the customer is told at once, and the site’s system too', async () => {
    const order = sampleOrders(new Date()).find(({ number }) => number === 'FW-10015');
    const small = {
      ...order,
      number: 'FW-30001',
      email: 'zoe@example.org',
      total: 2_490,
      items: [{ sku: 'FW-X', name: 'Cap', quantity: 1, unitPrice: 2_000 }],
    };
    await env.DB.prepare('INSERT INTO orders (site, number, email, data) VALUES (?, ?, ?, ?)')
      .bind(site, small.number, small.email, JSON.stringify(small))
      .run();
    const { last, socket } = await ask('I want a refund for FW-30001, zoe@example.org');
    expect(last?.body).toMatchObject({
      type: 'text',
      text: expect.stringMatching(/^Your refund of €20\.00 for Cap \(order FW-30001\) is approved\./),
    });
    expect(socket.frames.filter((frame) => frame.type === 'state').every((frame) => frame.conversation.state === 'assistant')).toBe(true);
    await expect
      .poll(() => network.told.filter(({ type, data }) => type === 'refund.approved' && data.key.includes('FW30001')))
      .toHaveLength(1);
    const again = await ask('I want a refund for FW-30001, zoe@example.org');
    expect(again.last?.body).toMatchObject({ type: 'notice', code: 'handoff' });
  });

  it('a preview of the same message files nothing', async () => {
    const before = (await list(priya)).open;
    const response = await post('/preview', { messages: ['I want a refund for FW-10039, sofia.herrero@example.com'] }, staffHeaders(priya));
    expect(await json<{ refund: object }>(response)).toMatchObject({
      refund: { order: 'FW-10039' },
      ruleIds: ['refunds-are-approved-by-people'],
    });
    expect((await list(priya)).open).toBe(before);
  });
});

describe('a decision', () => {
  const file = async (order: string, change = {}) => {
    await env.REFUNDS.getByName(site).file(site, filing({ order, email: `${order}@example.org`, units: [unit(change)] }));
    return `${site}/${order}/T2/1`;
  };

  it('above the limit of an agent is refused with who can, and taken from a lead once', async () => {
    const key = await file('L1', { paid: 20_000, amount: 20_000 });
    expect(await code(await decide(key, { action: 'approve', seen: 1 }, priya))).toEqual([403, 'needs-lead']);
    expect(await json(await decide(key, { action: 'approve', seen: 1 }, marta))).toMatchObject({
      repeated: false,
      request: { status: 'approved' },
    });
    expect(await json(await decide(key, { action: 'approve', seen: 1 }, marta))).toMatchObject({ repeated: true });
    const late = await decide(key, { action: 'reject', seen: 1, reason: 'too late' }, priya);
    expect(await json(late.clone())).toMatchObject({ error: { message: 'Marta Kowalska approved €200.00.' } });
    expect(await code(late)).toEqual([409, 'decided']);
    expect((await list(priya, '?status=decided')).requests.map(({ request }) => request.key)).toContain(key);
  });

  it('needs a reason unless it approves, and an amount that is money', async () => {
    const key = await file('L2');
    for (const body of [
      { action: 'reject', seen: 1, reason: ' ' },
      { action: 'change', seen: 1, amount: 10.5, reason: 'worn' },
      { action: 'change', seen: 1, amount: -5, reason: 'worn' },
      { action: 'approve' },
      { action: 'pay', seen: 1 },
    ])
      expect(await code(await decide(key, body, priya))).toEqual([422, 'bad-body']);
    expect(await json(await decide(key, { action: 'change', seen: 1, amount: 4_000, reason: 'worn' }, priya))).toMatchObject({
      request: { amount: 4_000 },
    });
    expect(await code(await decide(key, { action: 'approve', seen: 1 }, priya))).toEqual([409, 'changed']);
  });

  it('about nothing, or about another site’s, is not found', async () => {
    expect(await code(await decide(`${site}/NO/T2/1`, { action: 'approve', seen: 1 }, priya))).toEqual([404, 'gone']);
    const other = await makeSite();
    await env.REFUNDS.getByName(other).file(other, filing());
    expect(await code(await decide(`${other}/FW10002/T2/1`, { action: 'approve', seen: 1 }, marta))).toEqual([404, 'gone']);
  });
});

describe('access', () => {
  it('needs a person who is signed in, on their own desk', async () => {
    expect((await api('/desk/refunds')).status).toBe(401);
    expect((await post(`/desk/refunds/${encodeURIComponent(`${site}/A/B/1`)}/decision`, { action: 'approve', seen: 1 })).status).toBe(401);
    const forged = { Cookie: marta.cookie, Origin: 'https://evil.example' };
    const response = await post(`/desk/refunds/${encodeURIComponent(`${site}/A/B/1`)}/decision`, { action: 'approve', seen: 1 }, forged);
    expect(await code(response)).toEqual([403, 'forged']);
    expect(await code(await api('/desk/refunds?status=all', { headers: staffHeaders(priya) }))).toEqual([422, 'bad-query']);
  });
});
