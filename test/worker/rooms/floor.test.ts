import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../policy/bundle.ts';
import { clientId, connect, converse, makeSite, openAsAgent, openDesk, signIn, visit } from '../fixture.ts';

type Desk = Awaited<ReturnType<typeof openDesk>>;

const automatic = (policy: Policy): Policy => ({
  ...policy,
  queue: policy.queue && { ...policy.queue, assignment: { mode: 'automatic', wrap_up_seconds: 30 } },
});

async function waiting(site: string, text = 'I want to talk to someone') {
  const visitor = await visit(site);
  const conversation = await converse(visitor);
  const socket = await connect(visitor, conversation);
  socket.send({ type: 'send', clientId: clientId(), text });
  await socket.until('state', (frame) => frame.conversation.state !== 'assistant');
  return { visitor, conversation, socket };
}

async function entryOf(
  desk: Desk,
  conversation: string,
  fits: (entry: { status: string; agent: { id: string } | null }) => boolean = () => true,
) {
  const has = (entries: { conversationId: string; status: string; agent: { id: string } | null }[]) =>
    entries.some((entry) => entry.conversationId === conversation && fits(entry));
  const frame = await Promise.race([
    desk.until('changes', ({ entries }) => has(entries)),
    desk.until('queue', ({ entries }) => has(entries)),
  ]);
  const entry = frame.entries.find((one) => one.conversationId === conversation && fits(one));
  if (!entry) throw new Error('no entry');
  return entry;
}

const colleague = async (desk: Desk, id: string, fits: (who: { presence: string; lostAt: string | null; load: number }) => boolean) => {
  const frame = await desk.until('changes', ({ agents }) => agents?.some((who) => who.id === id && fits(who)) ?? false);
  return frame.agents?.find((who) => who.id === id);
};

/** Runs timers of the desk that lie ahead. */
async function fire(site: string, like: string) {
  const desk = env.DESK.getByName(site);
  await runInDurableObject(desk, (_, ctx) => {
    ctx.storage.sql.exec('UPDATE schedule SET at = 1 WHERE key LIKE ?', like);
  });
  await runInDurableObject(desk, (object) => object.alarm());
}

const log = (site: string) =>
  runInDurableObject(env.SITE.getByName(site), (_, ctx) =>
    ctx.storage.sql.exec<{ who: string; what: string; detail: string }>('SELECT who, what, detail FROM log ORDER BY id').toArray(),
  );

describe('moving a conversation', () => {
  it('goes from one agent to another with a note, and only who has it or a lead can do that', async () => {
    const site = await makeSite();
    const { conversation, socket } = await waiting(site);
    const [priya, luca] = [await openDesk(await signIn(site, 'priya')), await openDesk(await signIn(site, 'luca'))];
    const { handoffId } = await entryOf(priya, conversation);
    priya.send({ type: 'claim', handoffId });
    await priya.until('claimed');
    luca.send({ type: 'assign', handoffId, to: 'luca' });
    expect(await luca.until('refused')).toMatchObject({ reason: 'not-allowed', detail: expect.stringContaining('Priya Raman has this') });
    priya.send({ type: 'assign', handoffId, to: 'luca', note: 'Knows the stoves better, @luca' });
    expect(await luca.until('assigned')).toMatchObject({ conversationId: conversation, by: { name: 'Priya Raman' } });
    expect(await luca.until('mentioned')).toMatchObject({ conversationId: conversation, text: 'Knows the stoves better, @luca' });
    await socket.until('state', (frame) => frame.conversation.agent?.name === 'Luca Moretti');
    // Who gave it on cannot write any more, and who has it now can.
    const before = await openAsAgent(await signIn(site, 'priya'), conversation);
    before.send({ type: 'send', clientId: clientId(), text: 'one more thing' });
    await before.until('refused', (frame) => frame.detail.includes('Luca'));
    await expect.poll(async () => (await log(site)).map(({ who, what }) => `${who} ${what}`)).toContain('priya queue.assigned');
  });

  it('goes to a team: whoever had it lets go, the customer is told, and the promised time starts anew', async () => {
    const site = await makeSite();
    const { conversation, socket } = await waiting(site);
    const desk = await openDesk(await signIn(site, 'priya'));
    const { handoffId } = await entryOf(desk, conversation);
    desk.send({ type: 'claim', handoffId });
    await desk.until('claimed');
    desk.send({ type: 'route', handoffId, team: 'nobody' });
    expect(await desk.until('refused')).toMatchObject({ reason: 'not-allowed', detail: 'There is no such team.' });
    desk.send({ type: 'route', handoffId, team: 'delivery', priority: 2 });
    await desk.until('moved');
    await socket.until('message', ({ message }) => message.body.type === 'notice' && message.body.code === 'transferred');
    expect(await entryOf(desk, conversation, ({ status, agent }) => status === 'waiting' && agent === null)).toMatchObject({ handoffId });
    const moved = await entryOf(await openDesk(await signIn(site, 'luca')), conversation);
    expect(moved).toMatchObject({ team: 'delivery', priority: 2, status: 'waiting' });
  });

  it('refuses who is not at the desk, and somebody who is full', async () => {
    const site = await makeSite();
    const { conversation } = await waiting(site);
    const [priya, luca] = [await openDesk(await signIn(site, 'priya')), await openDesk(await signIn(site, 'luca'))];
    const { handoffId } = await entryOf(priya, conversation);
    priya.send({ type: 'claim', handoffId });
    await priya.until('claimed');
    priya.send({ type: 'assign', handoffId, to: 'jonas' });
    expect(await priya.until('refused')).toMatchObject({ reason: 'not-here' });
    luca.send({ type: 'presence', presence: 'away' });
    await colleague(priya, 'luca', ({ presence }) => presence === 'away');
    priya.send({ type: 'assign', handoffId, to: 'luca' });
    expect(await priya.until('refused', ({ detail }) => detail.includes('Luca'))).toMatchObject({ reason: 'not-here' });
    // A lead can, in spite of it: the queue is theirs.
    const lead = await openDesk(await signIn(site, 'marta'));
    lead.send({ type: 'assign', handoffId, to: 'luca' });
    await lead.until('moved');
    // Nobody can to somebody whose connection is gone.
    priya.socket.close(1000);
    await colleague(lead, 'priya', ({ lostAt }) => lostAt !== null);
    lead.send({ type: 'assign', handoffId, to: 'priya' });
    expect(await lead.until('refused')).toMatchObject({ reason: 'not-here' });
  });
});

describe('given by the queue itself', () => {
  it('goes to who is online and has room, and to nobody who is away', async () => {
    const site = await makeSite({}, automatic);
    const [priya, luca] = [await openDesk(await signIn(site, 'priya')), await openDesk(await signIn(site, 'luca'))];
    priya.send({ type: 'presence', presence: 'away' });
    await colleague(luca, 'priya', ({ presence }) => presence === 'away');
    const first = await waiting(site);
    expect(await luca.until('assigned')).toMatchObject({ conversationId: first.conversation, by: null });
    await first.socket.until('state', (frame) => frame.conversation.agent?.id === 'luca');
    // As many as they take, and the next one waits until somebody is there for it.
    for (let i = 0; i < 3; i++) await (await waiting(site)).socket.until('state', (frame) => frame.conversation.state === 'human');
    const last = await waiting(site);
    await entryOf(luca, last.conversation, ({ status }) => status === 'waiting');
    priya.send({ type: 'presence', presence: 'online' });
    await last.socket.until('state', (frame) => frame.conversation.agent?.id === 'priya');
  });

  it('gives time to finish notes after one is resolved', async () => {
    const site = await makeSite({}, automatic);
    const agent = await signIn(site, 'priya');
    const desk = await openDesk(agent);
    const { conversation, socket } = await waiting(site);
    await socket.until('state', (frame) => frame.conversation.state === 'human');
    const chat = await openAsAgent(agent, conversation);
    chat.send({ type: 'resolve' });
    await colleague(desk, 'priya', ({ presence }) => presence === 'wrapping-up');
    const next = await waiting(site);
    await entryOf(desk, next.conversation, ({ status }) => status === 'waiting');
    await fire(site, 'wrapped:%');
    await next.socket.until('state', (frame) => frame.conversation.state === 'human');
  });
});

describe('presence', () => {
  it('is one for all tabs of a person, survives an eviction, and a lost connection is seen by everybody', async () => {
    const site = await makeSite();
    const agent = await signIn(site, 'priya');
    const [one, two, other] = [await openDesk(agent), await openDesk(agent), await openDesk(await signIn(site, 'luca'))];
    one.send({ type: 'presence', presence: 'away' });
    await colleague(two, 'priya', ({ presence }) => presence === 'away');
    await evictDurableObject(env.DESK.getByName(site));
    one.socket.close(1000);
    // The other tab is still there.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(
      other.frames.some((frame) => 'agents' in frame && frame.agents?.some(({ id, lostAt }) => id === 'priya' && lostAt !== null)),
    ).toBe(false);
    two.socket.close(1000);
    expect((await colleague(other, 'priya', ({ lostAt }) => lostAt !== null))?.presence).toBe('away');
    await fire(site, 'lost:%');
    await other.until('changes', ({ left }) => left?.includes('priya') ?? false);
  });
});

it('a desk that wakes up goes on with the queue it knew', async () => {
  const site = await makeSite();
  const desk = await openDesk(await signIn(site, 'priya'));
  const { teams } = await desk.until('changes', (frame) => (frame.teams?.length ?? 0) > 0);
  await evictDurableObject(env.DESK.getByName(site));
  const other = await openDesk(await signIn(site, 'luca'));
  expect((await other.until('queue')).teams).toEqual(teams);
  // Nothing has changed, so nobody is told of teams and no entry is looked at again.
  expect(other.frames.filter((frame) => frame.type === 'changes' && frame.teams)).toEqual([]);
});

describe('promised times', () => {
  it('are shown as nearing and broken, and start again with each message of the customer', async () => {
    const site = await makeSite();
    const { conversation, socket } = await waiting(site);
    const agent = await signIn(site, 'priya');
    const desk = await openDesk(agent);
    const entry = await entryOf(desk, conversation);
    expect(entry.sla).toMatchObject({ kind: 'first', status: 'kept' });
    desk.send({ type: 'claim', handoffId: entry.handoffId });
    await desk.until('claimed');
    const chat = await openAsAgent(agent, conversation);
    chat.send({ type: 'send', clientId: clientId(), text: 'Hello, I am Priya.' });
    const answered = await desk.until('changes', ({ entries }) => entries.some(({ answeredAt }) => answeredAt !== null));
    expect(answered.entries[0]).toMatchObject({ awaitingSince: null, sla: { kind: 'resolution' } });
    socket.send({ type: 'send', clientId: clientId(), text: 'And the strap?' });
    const asked = await desk.until('changes', ({ entries }) => entries.some(({ sla }) => sla?.kind === 'next'));
    const since = asked.entries[0]?.awaitingSince ?? '';
    expect(Date.parse(asked.entries[0]?.sla?.due ?? '') - Date.parse(since)).toBe(10 * 60_000);
  });

  it('that are broken are noted once', async () => {
    const site = await makeSite();
    const { conversation } = await waiting(site);
    const desk = await openDesk(await signIn(site, 'priya'));
    const { handoffId } = await entryOf(desk, conversation);
    const stub = env.DESK.getByName(site);
    const past = new Date(Date.now() - 60_000).toISOString();
    await runInDurableObject(stub, (_, ctx) => {
      const row = ctx.storage.sql.exec<{ mirror: string }>('SELECT mirror FROM entries WHERE handoff = ?', handoffId).one();
      const held = JSON.parse(row.mirror);
      held.mirror.handoff = { ...held.mirror.handoff, promisedAt: past };
      ctx.storage.sql.exec('UPDATE entries SET mirror = ? WHERE handoff = ?', JSON.stringify(held), handoffId);
    });
    await evictDurableObject(stub);
    await fire(site, 'sla:%');
    await desk.until('changes', ({ entries }) => entries.some(({ sla }) => sla?.status === 'breached'));
    await fire(site, 'sla:%');
    const breached = await runInDurableObject(
      stub,
      (_, ctx) => ctx.storage.sql.exec<{ breached: string }>('SELECT breached FROM entries WHERE handoff = ?', handoffId).one().breached,
    );
    expect(breached).toBe(`first@${past}`);
    const kept = () =>
      runInDurableObject(stub, (_, ctx) =>
        ctx.storage.sql
          .exec<{ id: string }>("SELECT id FROM outbox WHERE kind = 'notify'")
          .toArray()
          .map(({ id }) => id),
      );
    // Handed to whoever tells the site's own system.
    await expect.poll(kept).toEqual([]);
  });
});
