import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it, vi } from 'vitest';
import { clientId, connect, converse, makeSite, openAsAgent, openDesk, signIn, visit } from '../fixture.ts';
import { due, hookedSite, type Receiver } from './notices-fixture.ts';

const types = async (receiver: Receiver) => (await receiver.seen()).map(({ event }) => event.type);

async function start(site: string) {
  const visitor = await visit(site);
  const conversation = await converse(visitor);
  const socket = await connect(visitor, conversation);
  return { conversation, socket, say: (text: string) => socket.send({ type: 'send', clientId: clientId(), text }) };
}

it('a handoff is told to the site’s system from the chat to the end, without a word of the customer’s', async () => {
  const { site, receiver } = await hookedSite();
  const { conversation, socket, say } = await start(site);
  say('I want to talk to someone about Wolpertinger');
  await expect.poll(() => types(receiver), { timeout: 5_000 }).toEqual(['handoff.created']);
  const agent = await signIn(site, 'priya');
  const desk = await openDesk(agent);
  const entry = desk.frames
    .flatMap((frame) => (frame.type === 'queue' ? frame.entries : []))
    .find((one) => one.conversationId === conversation);
  desk.send({ type: 'claim', handoffId: entry?.handoffId });
  await socket.until('state', (frame) => frame.conversation.state === 'human');
  await expect.poll(() => types(receiver), { timeout: 5_000 }).toEqual(['handoff.created', 'handoff.claimed']);
  const own = await openAsAgent(agent, conversation);
  own.send({ type: 'resolve' });
  await expect.poll(() => types(receiver), { timeout: 5_000 }).toEqual(['handoff.created', 'handoff.claimed', 'handoff.resolved']);
  const seen = await receiver.seen();
  expect(seen.every(({ signed }) => signed)).toBe(true);
  expect(seen.map(({ event }) => event.data)).toMatchObject([
    { site, conversation, reason: 'customer-request' },
    { conversation, agent: { id: 'priya', name: 'Priya Raman' } },
    { conversation, how: 'resolved', agent: { id: 'priya' } },
  ]);
  expect(JSON.stringify(seen)).not.toMatch(/wolpertinger/i);
});

it('safety wakes somebody, and a privacy request has its legal day', async () => {
  const { site, receiver } = await hookedSite();
  const safety = await start(site);
  safety.say('the stove exploded and burned my hand');
  await expect.poll(() => types(receiver), { timeout: 5_000 }).toEqual(expect.arrayContaining(['handoff.created', 'safety.raised']));
  const privacy = await start(site);
  privacy.say('please delete all my personal data');
  await expect.poll(() => types(receiver), { timeout: 5_000 }).toContain('privacy.opened');
  const opened = (await receiver.seen()).find(({ event }) => event.type === 'privacy.opened')?.event;
  expect(opened?.data).toMatchObject({ conversation: privacy.conversation, due: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
});

it('what nobody took in time is told as missed, also when the receiver was down meanwhile', async () => {
  const quiet = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const { site, receiver } = await hookedSite();
  await receiver.script({ always: { status: 503 } });
  const { conversation, socket, say } = await start(site);
  say('I want to talk to someone');
  await socket.until('state', (frame) => frame.conversation.state === 'queued');
  const stub = env.CONVERSATION.getByName(`${site}/${conversation}`);
  const { handoff, epoch } = await runInDurableObject(stub, (_, ctx) => {
    const { record } = ctx.storage.sql.exec<{ record: string }>('SELECT record FROM conversation').one();
    const stored: { conversation: { handoff: { id: string }; epoch: number } } = JSON.parse(record);
    return stored.conversation;
  });
  await stub.miss(handoff.id, epoch);
  await expect.poll(() => types(receiver), { timeout: 5_000 }).toContain('handoff.created');
  await receiver.script({});
  await vi.waitFor(
    async () => {
      await due(site);
      expect((await receiver.ids()).filter((id) => id.startsWith('handoff-missed:'))).not.toEqual([]);
    },
    { timeout: 8_000, interval: 200 },
  );
  quiet.mockRestore();
});

it('a site without a system keeps nothing to tell', async () => {
  const site = await makeSite();
  const { conversation, socket, say } = await start(site);
  say('I want to talk to someone');
  await socket.until('state', (frame) => frame.conversation.state === 'queued');
  const stub = env.CONVERSATION.getByName(`${site}/${conversation}`);
  const kept = () =>
    runInDurableObject(stub, (_, ctx) => ctx.storage.sql.exec("SELECT id FROM outbox WHERE kind = 'notify'").toArray().length);
  await expect.poll(kept, { timeout: 5_000 }).toBe(0);
  expect((await env.NOTICES.getByName(site).report('waiting')).counts).toEqual({ failed: 0, waiting: 0, sent: 0 });
});
