import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { ConversationServerFrame } from '../../../worker/protocol.ts';
import { clientId, connect, openAsAgent, openDesk, signIn, type TestSocket } from '../fixture.ts';
import { claimed, closed, settled, waiting, waitingAt } from './handed-over.ts';
import { hookedSite, type Receiver } from './notices-fixture.ts';

const view = (socket: TestSocket<ConversationServerFrame>) => {
  const last = socket.frames.findLast((frame) => frame.type === 'state' || frame.type === 'resumed');
  if (last?.type !== 'state' && last?.type !== 'resumed') throw new Error('no state');
  return last.conversation;
};
const contact = (email = 'kim@example.com') => ({ type: 'contact', email, consent: true });
const notices = (socket: TestSocket<ConversationServerFrame>, code: string) =>
  socket.messages.filter(({ body }) => body.type === 'notice' && body.code === code);

describe('nobody is there', () => {
  it('the customer is told when somebody is, until then and no longer, also after an eviction', async () => {
    const one = await waiting(closed);
    const opensAt = view(one.socket).queue?.opensAt ?? '';
    expect(new Date(opensAt).getUTCHours()).toBe(9);
    expect(Date.parse(opensAt)).toBeGreaterThan(Date.now() + 86_400_000);
    await evictDurableObject(one.stub);
    expect(view(await connect(one.visitor, one.conversation)).queue?.opensAt).toBe(opensAt);
    const timers = await runInDurableObject(one.stub, (_, ctx) =>
      ctx.storage.sql.exec<{ at: number }>("SELECT at FROM schedule WHERE key = 'opens'").toArray(),
    );
    expect(timers).toEqual([{ at: Date.parse(opensAt) }]);
    // The day has come: the moment is past, and its timer goes off.
    await runInDurableObject(one.stub, (_, ctx) => {
      const { record } = ctx.storage.sql.exec<{ record: string }>('SELECT record FROM conversation').one();
      const stored = JSON.parse(record);
      stored.conversation.handoff.opensAt = new Date(Date.now() - 1_000).toISOString();
      ctx.storage.sql.exec('UPDATE conversation SET record = ?', JSON.stringify(stored));
      ctx.storage.sql.exec("UPDATE schedule SET at = 1 WHERE key = 'opens'");
    });
    await evictDurableObject(one.stub);
    await runDurableObjectAlarm(one.stub);
    await expect.poll(() => view(one.socket).queue).not.toHaveProperty('opensAt');
  });

  it('an address is taken with consent, once, and the entry keeps its place', async () => {
    const one = await waiting(closed);
    const desk = await openDesk(await signIn(one.site, 'priya'));
    one.socket.send(contact());
    await one.socket.until('state', ({ conversation }) => conversation.contact);
    expect(notices(one.socket, 'contact')).toHaveLength(1);
    one.socket.send(contact());
    await settled(one.socket);
    expect(notices(one.socket, 'contact')).toHaveLength(1);
    expect(view(one.socket)).toMatchObject({ state: 'queued', contact: true });
    const chat = await openAsAgent(await signIn(one.site, 'luca'), one.conversation);
    expect((await chat.until('customer')).customer).toMatchObject({ contactEmail: 'kim@example.com', verified: null });
    one.socket.send(contact('other@example.com'));
    await chat.until('customer', ({ customer }) => customer.contactEmail === 'other@example.com');
    const waits = desk.frames.flatMap((frame) => (frame.type === 'queue' || frame.type === 'changes' ? frame.entries : []));
    expect(waits.findLast(({ conversationId }) => conversationId === one.conversation)?.status).toBe('waiting');
  });

  it('whoever waits may leave one while people are there, too; nobody else', async () => {
    const one = await waiting();
    expect(view(one.socket).queue).not.toHaveProperty('opensAt');
    one.socket.send(contact());
    await one.socket.until('state', ({ conversation }) => conversation.contact && conversation.state === 'queued');
    await claimed(one);
    one.socket.send(contact('late@example.com'));
    expect(await one.socket.until('refused')).toMatchObject({ reason: 'wrong-state' });
  });

  it('an agent who is lost at closing time leaves the customer with the next opening', async () => {
    const one = await waiting(closed);
    const opensAt = view(one.socket).queue?.opensAt;
    const { handoffId } = await claimed(one);
    expect(view(one.socket).queue).toBeNull();
    const epoch = await runInDurableObject(
      one.stub,
      (_, ctx) => JSON.parse(ctx.storage.sql.exec<{ record: string }>('SELECT record FROM conversation').one().record).conversation.epoch,
    );
    expect(await one.stub.requeue(handoffId, epoch)).toMatchObject({ ok: true });
    await expect.poll(() => view(one.socket).queue?.opensAt).toBe(opensAt);
  });
});

it('who left and comes back sees what was written meanwhile: nobody in time, claimed after all, answered', async () => {
  const one = await waiting();
  const at = one.socket.messages.at(-1)?.seq ?? 0;
  const history = one.socket.frames.find((frame) => frame.type === 'resumed')?.history ?? null;
  one.socket.send(contact());
  await one.socket.until('state', ({ conversation }) => conversation.contact);
  one.socket.socket.close(1000);
  const desk = env.DESK.getByName(one.site);
  await expect
    .poll(() => runInDurableObject(desk, (_, ctx) => ctx.storage.sql.exec("SELECT key FROM schedule WHERE key LIKE 'missed:%'").toArray()))
    .toHaveLength(1);
  await runInDurableObject(desk, (_, ctx) => {
    ctx.storage.sql.exec("UPDATE schedule SET at = 1 WHERE key LIKE 'missed:%'");
  });
  await runDurableObjectAlarm(desk);
  const looking = await connect(one.visitor, one.conversation);
  await expect.poll(() => view(looking).state).toBe('missed');
  const { chat } = await claimed({ ...one, socket: looking });
  looking.socket.close(1000);
  const id = clientId();
  chat.send({ type: 'send', clientId: id, text: 'Sorry that it took so long. Your parcel is on its way.' });
  await chat.until('ack', (frame) => frame.clientId === id);
  await evictDurableObject(one.stub);
  const back = await connect(one.visitor, one.conversation, { since: at, history });
  const seqs = back.messages.map(({ seq }) => seq);
  expect(seqs).toEqual(seqs.map((_, index) => at + 1 + index));
  expect(back.messages.map(({ author, body }) => (body.type === 'notice' ? body.code : author.kind))).toEqual([
    'contact',
    'missed',
    'claimed',
    'agent',
  ]);
  expect(view(back)).toMatchObject({ state: 'human', contact: true, agent: { name: 'Priya Raman' } });
});

describe('an answer to somebody who left an address', () => {
  const replied = async (receiver: Receiver) =>
    (await receiver.seen()).flatMap(({ event }) => (event.type === 'contact.replied' ? [event.data] : []));

  it('is told to the site’s system with its words while they are away, once, and not while they are here', async () => {
    const { site, receiver } = await hookedSite();
    const one = await waitingAt(site);
    one.socket.send(contact());
    await one.socket.until('state', ({ conversation }) => conversation.contact);
    const { chat } = await claimed(one);
    const write = async (text: string) => {
      const frame = { type: 'send', clientId: clientId(), text };
      chat.send(frame);
      chat.send(frame);
      await chat.until('ack', (ack) => ack.clientId === frame.clientId);
    };
    await write('You are still here.');
    one.socket.socket.close(1000);
    await expect
      .poll(() =>
        runInDurableObject(one.stub, (_, ctx) => ctx.getWebSockets('customer').filter(({ readyState }) => readyState === 1).length),
      )
      .toBe(0);
    await write('Your parcel is on its way, paid with 4111 1111 1111 1111.');
    await expect.poll(() => replied(receiver), { timeout: 5_000 }).toHaveLength(1);
    expect(await replied(receiver)).toMatchObject([
      {
        site,
        conversation: one.conversation,
        address: 'kim@example.com',
        language: 'en',
        agent: { id: 'priya', name: 'Priya Raman' },
        text: 'Your parcel is on its way, paid with [card ending 1111].',
      },
    ]);
  });

  it('is nobody else’s: without an address nothing is told', async () => {
    const { site, receiver } = await hookedSite();
    const one = await waitingAt(site);
    const { chat } = await claimed(one);
    one.socket.socket.close(1000);
    chat.send({ type: 'send', clientId: clientId(), text: 'Are you there?' });
    chat.send({ type: 'resolve' });
    await expect.poll(async () => (await receiver.seen()).map(({ event }) => event.type), { timeout: 5_000 }).toContain('handoff.resolved');
    expect(await replied(receiver)).toEqual([]);
  });
});

describe('what a page says about its customer', () => {
  const attributes = (given: object) => ({ type: 'attributes', clientId: clientId(), attributes: given });

  it('is shown to people apart from what is proven, is masked, and is replaced by what is said next', async () => {
    const one = await waiting();
    const { chat } = await claimed(one);
    expect((await chat.until('customer')).customer).not.toHaveProperty('claimed');
    one.socket.send(attributes({ plan: 'club', visits: 3, beta: true, note: 'card 4111 1111 1111 1111' }));
    const { customer } = await chat.until('customer', (frame) => frame.customer.claimed !== undefined);
    expect(customer).toMatchObject({
      verified: null,
      claimed: { plan: 'club', visits: 3, beta: true, note: 'card [card ending 1111]' },
    });
    one.socket.send(attributes({ plan: 'guide' }));
    await evictDurableObject(one.stub);
    const marta = await openAsAgent(await signIn(one.site, 'marta'), one.conversation);
    expect((await marta.until('customer')).customer.claimed).toEqual({ plan: 'guide' });
    one.socket.send(attributes({}));
    await expect.poll(() => marta.frames.findLast((frame) => frame.type === 'customer')?.customer).not.toHaveProperty('claimed');
  });

  it('routes nothing: what the club rule wants is believed from a signed identity only', async () => {
    const one = await waiting();
    one.socket.send({ type: 'withdraw' });
    await expect.poll(() => view(one.socket).state).toBe('assistant');
    one.socket.send(attributes({ plan: 'club' }));
    one.socket.send({ type: 'person', clientId: clientId() });
    await expect.poll(() => view(one.socket).state).toBe('queued');
    const record = await runInDurableObject(
      one.stub,
      (_, ctx) => JSON.parse(ctx.storage.sql.exec<{ record: string }>('SELECT record FROM conversation').one().record).conversation,
    );
    expect(record.handoff.routing).toEqual([]);
    expect(record.handoff.rankAt).toBe(record.handoff.promisedAt);
  });

  it('is refused when it is too much or no attributes, naming the frame, and never taken from an agent', async () => {
    const one = await waiting();
    const { chat } = await claimed(one);
    const many = Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`key${n}`, n]));
    for (const given of [many, { long: 'x'.repeat(201) }, { ['k'.repeat(41)]: 1 }, { deep: { no: 1 } }, { none: null }]) {
      const frame = attributes(given);
      one.socket.send(frame);
      await one.socket.until('refused', ({ clientId: id, reason }) => id === frame.clientId && reason === 'bad-frame');
    }
    chat.send(attributes({ plan: 'club' }));
    expect(await chat.until('refused')).toMatchObject({ reason: 'not-allowed' });
    expect((await chat.until('customer')).customer).not.toHaveProperty('claimed');
  });
});
