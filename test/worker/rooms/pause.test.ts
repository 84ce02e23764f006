import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { sampleOrders } from '../../../worker/ports/orders/sample.ts';
import type { Message } from '../../../worker/protocol.ts';
import { type TurnRecord, turnRecordSchema } from '../../../worker/turn/record.ts';
import { clientId, connect, converse, makeSite, openAsAgent, post, signIn, staffHeaders, type TestAgent, visit } from '../fixture.ts';

const order = sampleOrders(new Date()).find(({ number }) => number === 'FW-10001');
if (!order) throw new Error('no sample order FW-10001');

async function start() {
  const site = await makeSite();
  await env.DB.prepare('INSERT INTO orders (site, number, email, data) VALUES (?, ?, ?, ?)')
    .bind(site, order?.number, order?.email.toLowerCase(), JSON.stringify(order))
    .run();
  const marta = await signIn(site, 'marta');
  const visitor = await visit(site);
  const conversation = await converse(visitor);
  const socket = await connect(visitor, conversation);
  const stub = env.CONVERSATION.getByName(`${site}/${conversation}`);
  const say = (text: string) => socket.send({ type: 'send', clientId: clientId(), text });
  const reply = async (seq: number) => {
    const { message } = await socket.until('message', (frame) => frame.message.author.kind !== 'customer' && frame.message.seq > seq);
    return message;
  };
  const records = (): Promise<TurnRecord[]> =>
    runInDurableObject(stub, (_, ctx) =>
      ctx.storage.sql
        .exec<{ record: string }>('SELECT record FROM turns')
        .toArray()
        .map((row) => turnRecordSchema.parse(JSON.parse(row.record))),
    );
  return { site, marta, conversation, socket, stub, say, reply, records };
}

const pause = (agent: TestAgent, area: string, on = true) =>
  post('/desk/matrix/pause', { area, on, why: 'A wrong delivery time' }, staffHeaders(agent));
const level = (agent: TestAgent, area: string, to: string) =>
  post('/desk/matrix/autonomy', { area, level: to, why: 'Watching it' }, staffHeaders(agent));
const isHandoff = ({ body }: Message) => body.type === 'notice' && body.code === 'handoff';

/** Orders that are found only when the test says so; `asked` is done when the turn waits for them. */
async function slowOrders(stub: DurableObjectStub): Promise<{ asked: Promise<void>; answer: () => void }> {
  let ask = () => {};
  let answer = () => {};
  const asked = new Promise<void>((resolve) => {
    ask = resolve;
  });
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await runInDurableObject(stub, (object) => {
    const own: Env = Reflect.get(object, 'env');
    const db = own.DB;
    const prepare = (sql: string) => {
      const statement = db.prepare(sql);
      if (!sql.includes('FROM orders')) return statement;
      return {
        bind: (...values: unknown[]) => ({
          all: async () => {
            ask();
            await held;
            return statement.bind(...values).all();
          },
        }),
      };
    };
    Object.defineProperty(own, 'DB', { configurable: true, value: { prepare, batch: db.batch.bind(db) } });
  });
  return { asked, answer: () => answer() };
}

describe('a pause', () => {
  it('of an area sends its next message to people, and no other area', async () => {
    const { marta, say, reply, records } = await start();
    say('how long does delivery take?');
    const first = await reply(0);
    expect(first.body.type).toBe('answer');
    expect((await pause(marta, 'faqs')).status).toBe(200);
    say('where is my order FW-10001 ana.silva@example.com');
    const second = await reply(first.seq);
    expect(second.body.type).toBe('order');
    say('how long does delivery take?');
    expect(isHandoff(await reply(second.seq))).toBe(true);
    expect((await records()).at(-1)).toMatchObject({
      outcome: { kind: 'handoff', reason: 'paused' },
      ruleIds: ['paused-goes-to-people'],
      draft: { kind: 'none' },
      facts: { paused: true },
    });
  });

  it('of everything takes a greeting, too; danger keeps its own rule and place (safety)', async () => {
    const { marta, say, reply, records } = await start();
    await pause(marta, 'all');
    say('hello');
    expect(isHandoff(await reply(0))).toBe(true);
    expect((await records())[0]?.outcome).toMatchObject({ kind: 'handoff', reason: 'paused', priority: 3 });
    const other = await start();
    await pause(other.marta, 'all');
    other.say('my child swallowed a part of the stove');
    await other.reply(0);
    expect((await other.records())[0]?.outcome).toMatchObject({ kind: 'handoff', reason: 'safety', priority: 1 });
  });

  it('ends when it is switched off', async () => {
    const { marta, say, reply } = await start();
    await pause(marta, 'faqs');
    await pause(marta, 'faqs', false);
    say('how long does delivery take?');
    expect((await reply(0)).body.type).toBe('answer');
  });
});

describe('a draft in flight', () => {
  it.each([
    ['its area is paused', (agent: TestAgent) => pause(agent, 'order-status')],
    ['everything is paused', (agent: TestAgent) => pause(agent, 'all')],
    ['its area is lowered', (agent: TestAgent) => level(agent, 'order-status', 'assist')],
  ])('goes to people when %s, and stays in the record', async (_, stop) => {
    const { marta, socket, stub, say, reply, records } = await start();
    const { asked, answer } = await slowOrders(stub);
    say('where is my order FW-10001 ana.silva@example.com');
    await asked;
    expect((await stop(marta)).status).toBe(200);
    answer();
    expect(isHandoff(await reply(0))).toBe(true);
    await socket.until('state', (frame) => frame.conversation.state === 'queued');
    const [record] = await records();
    expect(record).toMatchObject({
      outcome: { kind: 'handoff', reason: 'paused' },
      ruleIds: ['paused-goes-to-people'],
      draft: { kind: 'order', order: { number: 'FW-10001' } },
      sent: true,
    });
    expect(record?.matched.map(({ ruleId }) => ruleId)).toContain('verified-order-is-shown');
    // The customer never got the card.
    expect(socket.messages.filter(({ body }) => body.type === 'order')).toEqual([]);
  });

  it('goes out when the pause was of something else, or is over', async () => {
    const { marta, stub, say, reply } = await start();
    const { asked, answer } = await slowOrders(stub);
    say('where is my order FW-10001 ana.silva@example.com');
    await asked;
    await pause(marta, 'faqs');
    await pause(marta, 'order-status');
    await pause(marta, 'order-status', false);
    answer();
    expect((await reply(0)).body.type).toBe('order');
  });

  it('goes to people when the site cannot be asked', async () => {
    const { site, stub, say, reply, records } = await start();
    const { asked, answer } = await slowOrders(stub);
    say('where is my order FW-10001 ana.silva@example.com');
    await asked;
    await runInDurableObject(env.SITE.getByName(site), (_, ctx) => ctx.storage.sql.exec('DROP TABLE pauses'));
    answer();
    expect(isHandoff(await reply(0))).toBe(true);
    expect((await records())[0]).toMatchObject({ outcome: { kind: 'handoff', reason: 'tool-failure' }, draft: { kind: 'order' } });
  });
});

describe('levels end turns', () => {
  const drafts = async (to: string) => {
    const { site, marta, conversation, say, reply, records } = await start();
    await level(marta, 'faqs', to);
    say('how long does delivery take?');
    const message = await reply(0);
    const agent = await openAsAgent(await signIn(site, 'priya'), conversation);
    const { records: seen } = await agent.until('records');
    return { message, kept: (await records())[0], seen: seen[0] };
  };

  it('human-only: a handoff, and nothing is drafted', async () => {
    const { message, kept } = await drafts('human-only');
    expect(isHandoff(message)).toBe(true);
    expect(kept).toMatchObject({ draft: { kind: 'none' }, outcome: { reason: 'policy-topic' }, ruleIds: ['human-only-areas'] });
  });

  it('shadow: a handoff; the draft is kept for reviewers, and nobody in the conversation gets it', async () => {
    const { message, kept, seen } = await drafts('shadow');
    expect(isHandoff(message)).toBe(true);
    expect(kept).toMatchObject({ draft: { kind: 'verbatim', articleId: 'delivery-times' }, ruleIds: ['shadow-areas'] });
    expect(seen).toMatchObject({ id: kept?.id, draft: { kind: 'none' }, passages: [], verdicts: [] });
    expect(JSON.stringify(seen)).not.toContain('working days');
  });

  it('assist: a handoff, and the agent gets the draft', async () => {
    const { message, seen } = await drafts('assist');
    expect(isHandoff(message)).toBe(true);
    expect(seen).toMatchObject({ outcome: { reason: 'approval-required' }, draft: { kind: 'verbatim', articleId: 'delivery-times' } });
  });
});
