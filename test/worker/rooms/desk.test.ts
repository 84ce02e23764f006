import { abortAllDurableObjects, evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { exists } from '../../../worker/rooms/migrate.ts';
import { clientId, connect, converse, makeSite, openAsAgent, openDesk, signIn, visit } from '../fixture.ts';

async function waiting(site: string, text = 'I want to talk to someone') {
  const visitor = await visit(site);
  const conversation = await converse(visitor);
  const socket = await connect(visitor, conversation);
  socket.send({ type: 'send', clientId: clientId(), text });
  await socket.until('state', (frame) => frame.conversation.state === 'queued');
  return { visitor, conversation, socket };
}

const entryOf = async (desk: Awaited<ReturnType<typeof openDesk>>, conversation: string) => {
  const has = (entries: { conversationId: string }[]) => entries.some((entry) => entry.conversationId === conversation);
  const frame = await Promise.race([
    desk.until('changes', (changes) => has(changes.entries)),
    desk.until('queue', (queue) => has(queue.entries)),
  ]);
  const entry = frame.entries.find((one) => one.conversationId === conversation);
  if (!entry) throw new Error('no entry');
  return entry;
};

/** The desk has heard of so many handoffs. */
const heard = (site: string, count: number) =>
  expect
    .poll(() =>
      runInDurableObject(env.DESK.getByName(site), (_, ctx) =>
        exists(ctx.storage) ? ctx.storage.sql.exec('SELECT * FROM entries').toArray().length : 0,
      ),
    )
    .toBe(count);

/** Runs the desk's timers that lie ahead. */
async function fire(site: string, like: string) {
  const desk = env.DESK.getByName(site);
  await runInDurableObject(desk, (_, ctx) => {
    ctx.storage.sql.exec('UPDATE schedule SET at = 1 WHERE key LIKE ?', like);
  });
  await runInDurableObject(desk, (object) => object.alarm());
}

describe('T13 the queue', () => {
  it('gives each conversation to exactly one of 50 concurrent claims and tells the others who has it', async () => {
    const site = await makeSite();
    const { conversation, socket } = await waiting(site);
    const people = Array.from({ length: 50 }, (_, i) => `agent-${i}`);
    for (const id of people)
      await env.SITE.getByName(site).addPerson(id, { name: `Agent ${id}`, email: `${id}@shop.example`, role: 'agent' }, 'test');
    const desks = await Promise.all(people.map(async (id) => openDesk(await signIn(site, id))));
    const first = desks[0];
    if (!first) throw new Error('no desk');
    const { handoffId } = await entryOf(first, conversation);
    for (const desk of desks) desk.send({ type: 'claim', handoffId });
    const results = await Promise.all(desks.map(async (desk) => Promise.race([desk.until('claimed'), desk.until('refused')])));
    expect(results.filter((frame) => frame.type === 'claimed')).toHaveLength(1);
    for (const frame of results) {
      if (frame.type === 'refused')
        expect(frame).toMatchObject({
          reason: 'already-claimed',
          detail: expect.stringMatching(/^Agent agent-\d+ has this conversation\.$/),
        });
    }
    const claimed = socket.messages.filter((message) => message.body.type === 'notice' && message.body.code === 'claimed');
    expect(claimed).toHaveLength(1);
  }, 30_000);

  it('returns a conversation when its agent is gone for longer than the grace time, keeping its place', async () => {
    const site = await makeSite();
    const { conversation, socket } = await waiting(site);
    const desk = await openDesk(await signIn(site, 'priya'));
    const entry = await entryOf(desk, conversation);
    desk.send({ type: 'claim', handoffId: entry.handoffId });
    await socket.until('state', (frame) => frame.conversation.state === 'human');
    desk.socket.close(1000);
    const timers = () =>
      runInDurableObject(env.DESK.getByName(site), (_, ctx) =>
        ctx.storage.sql
          .exec<{ key: string }>('SELECT key FROM schedule')
          .toArray()
          .map((row) => row.key),
      );
    await expect.poll(timers).toContain('lost:priya');
    await fire(site, 'lost:%');
    await socket.until('message', (frame) => frame.message.body.type === 'notice' && frame.message.body.code === 'requeued');
    const other = await openDesk(await signIn(site, 'luca'));
    expect(await entryOf(other, conversation)).toMatchObject({ status: 'waiting', createdAt: entry.createdAt, agent: null });
    // The agent who lost it cannot go on writing; the one who claims it now can.
    other.send({ type: 'claim', handoffId: entry.handoffId });
    await other.until('claimed');
  });

  it('keeps a conversation for an agent who comes back in time', async () => {
    const site = await makeSite();
    const { conversation, socket } = await waiting(site);
    const agent = await signIn(site, 'priya');
    const desk = await openDesk(agent);
    desk.send({ type: 'claim', handoffId: (await entryOf(desk, conversation)).handoffId });
    await socket.until('state', (frame) => frame.conversation.state === 'human');
    desk.socket.close(1000);
    await openDesk(agent);
    await fire(site, 'lost:%');
    const chat = await openAsAgent(agent, conversation);
    const id = clientId();
    chat.send({ type: 'send', clientId: id, text: 'Back again.' });
    await chat.until('ack', (frame) => frame.clientId === id);
  });

  it('is first in, first out within a priority, and loses nobody across a restart', async () => {
    const site = await makeSite();
    const first = await waiting(site, 'I want to talk to someone');
    const second = await waiting(site, 'please let me speak to a human');
    const urgent = await waiting(site, 'the stove exploded and burned my hand');
    await heard(site, 3);
    await abortAllDurableObjects();
    const desk = await openDesk(await signIn(site, 'priya'));
    const { entries } = await desk.until('queue');
    expect(entries.map((entry) => entry.conversationId)).toEqual([urgent.conversation, first.conversation, second.conversation]);
    expect(entries[0]).toMatchObject({ reason: 'safety', priority: 1, team: 'safety' });
  });
});

describe('the desk', () => {
  it('tells a waiting customer their place, and the next one when it changes', async () => {
    const site = await makeSite();
    const first = await waiting(site);
    const second = await waiting(site);
    await second.socket.until('state', (frame) => frame.conversation.queue?.place === 2);
    const desk = await openDesk(await signIn(site, 'priya'));
    desk.send({ type: 'claim', handoffId: (await entryOf(desk, first.conversation)).handoffId });
    await second.socket.until('state', (frame) => frame.conversation.queue?.place === 1);
    // Nothing is known about waits yet, so nothing is promised.
    expect(second.socket.frames.filter((frame) => frame.type === 'state').at(-1)).toMatchObject({
      conversation: { queue: { waitMinutes: null } },
    });
  });

  it('says so when nobody came in the promised time, keeps the entry and takes an address', async () => {
    const site = await makeSite();
    const { conversation, socket } = await waiting(site);
    const desk = await openDesk(await signIn(site, 'priya'));
    const entry = await entryOf(desk, conversation);
    await fire(site, 'missed:%');
    await socket.until('state', (frame) => frame.conversation.state === 'missed');
    socket.send({ type: 'contact', email: 'kim@example.com', consent: true });
    await socket.until('state', (frame) => frame.conversation.contact);
    await desk.until('changes', (frame) => frame.entries.some((one) => one.status === 'missed'));
    desk.send({ type: 'claim', handoffId: entry.handoffId });
    await socket.until('state', (frame) => frame.conversation.state === 'human');
  });

  it('refuses a claim of what the customer has withdrawn and removes the entry', async () => {
    const site = await makeSite();
    const { conversation, socket } = await waiting(site);
    const desk = await openDesk(await signIn(site, 'priya'));
    const { handoffId } = await entryOf(desk, conversation);
    socket.send({ type: 'withdraw' });
    await desk.until('changes', (frame) => frame.removed.includes(handoffId));
    desk.send({ type: 'claim', handoffId });
    expect(await desk.until('refused')).toMatchObject({ reason: 'withdrawn', handoffId });
  });

  it('lets only the person who has a conversation write in it', async () => {
    const site = await makeSite();
    const { conversation, socket } = await waiting(site);
    const desk = await openDesk(await signIn(site, 'priya'));
    desk.send({ type: 'claim', handoffId: (await entryOf(desk, conversation)).handoffId });
    await socket.until('state', (frame) => frame.conversation.state === 'human');
    const viewer = await openAsAgent(await signIn(site, 'luca'), conversation);
    viewer.send({ type: 'send', clientId: clientId(), text: 'me too' });
    expect(await viewer.until('refused')).toMatchObject({ reason: 'not-allowed', detail: 'Priya Raman has this conversation.' });
    viewer.send({ type: 'resolve' });
    await viewer.until('refused', (frame) => frame.detail.includes('Priya'));
  });

  it('arms its alarm again when it wakes with timers that are due', async () => {
    const site = await makeSite();
    await waiting(site);
    await heard(site, 1);
    const desk = env.DESK.getByName(site);
    await runInDurableObject(desk, async (_, ctx) => {
      ctx.storage.sql.exec("UPDATE schedule SET at = 1 WHERE key LIKE 'missed:%'");
      await ctx.storage.deleteAlarm();
    });
    await evictDurableObject(desk);
    await runInDurableObject(desk, () => {});
    await runDurableObjectAlarm(desk);
    const status = await runInDurableObject(
      desk,
      (_, ctx) => ctx.storage.sql.exec<{ status: string }>('SELECT status FROM entries').one().status,
    );
    expect(status).toBe('missed');
  });
});
