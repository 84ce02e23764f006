import { evictDurableObject } from 'cloudflare:test';
import { expect, it } from 'vitest';
import type { ConversationServerFrame } from '../../../worker/protocol.ts';
import { clientId, connect, openAsAgent, openDesk, signIn, type TestSocket } from '../fixture.ts';
import { claimed, settled, waiting } from './handed-over.ts';

const told = (socket: TestSocket<ConversationServerFrame>) =>
  socket.frames.flatMap((frame) => (frame.type === 'seen' ? [`${frame.by} ${frame.seq}`] : []));

it('each side is told how far the other has seen, which only grows and never passes what was said', async () => {
  const one = await waiting();
  const { chat } = await claimed(one);
  const last = one.socket.messages.at(-1)?.seq ?? 0;
  one.socket.send({ type: 'seen', seq: 2 });
  await expect.poll(() => told(chat)).toEqual(['customer 2']);
  for (const seq of [1, 2, 0, 9_999]) one.socket.send({ type: 'seen', seq });
  await expect.poll(() => told(chat)).toEqual(['customer 2', `customer ${last}`]);
  chat.send({ type: 'seen', seq: last });
  await expect.poll(() => told(one.socket)).toEqual([`agent ${last}`]);
  // Nobody is told what they themselves have seen.
  expect(told(chat)).toEqual(['customer 2', `customer ${last}`]);
});

it('is there after a reload and an eviction', async () => {
  const one = await waiting();
  const { chat, agent } = await claimed(one);
  one.socket.send({ type: 'seen', seq: 2 });
  chat.send({ type: 'seen', seq: 1 });
  await expect.poll(() => told(one.socket)).toEqual(['agent 1']);
  await evictDurableObject(one.stub);
  const [customer, again] = [await connect(one.visitor, one.conversation), await openAsAgent(agent, one.conversation)];
  await expect.poll(() => [told(customer), told(again)]).toEqual([['agent 1'], ['customer 2']]);
});

it('of the staff counts only who has the conversation: a lead who looks has seen nothing for the customer', async () => {
  const one = await waiting();
  const { chat } = await claimed(one);
  const lead = await signIn(one.site, 'marta');
  const marta = await openAsAgent(lead, one.conversation);
  marta.send({ type: 'seen', seq: 3 });
  await settled(marta);
  await settled(one.socket);
  expect(told(one.socket)).toEqual([]);
  expect(told(await connect(one.visitor, one.conversation))).toEqual([]);
  chat.send({ type: 'seen', seq: 2 });
  await expect.poll(() => told(one.socket)).toEqual(['agent 2']);
});

it('follows the conversation to whoever has it next, with what they have seen', async () => {
  const one = await waiting();
  const { chat, desk, handoffId } = await claimed(one);
  chat.send({ type: 'seen', seq: 1 });
  await expect.poll(() => told(one.socket)).toEqual(['agent 1']);
  const luca = await openAsAgent(await signIn(one.site, 'luca'), one.conversation);
  luca.send({ type: 'seen', seq: 3 });
  await settled(luca);
  const { next } = await claimedBy(one, desk, handoffId);
  await expect.poll(() => told(one.socket)).toEqual(['agent 1', 'agent 3']);
  // Who gave it away is told nothing and tells the customer nothing any more.
  chat.send({ type: 'seen', seq: 9_999 });
  await settled(chat);
  await settled(one.socket);
  expect(told(one.socket)).toEqual(['agent 1', 'agent 3']);
  next.send({ type: 'send', clientId: clientId(), text: 'Luca here.' });
  await one.socket.until('message', ({ message }) => message.author.kind === 'agent' && message.author.id === 'luca');
});

it('is nothing where nobody has the conversation', async () => {
  const one = await waiting();
  const priya = await openAsAgent(await signIn(one.site, 'priya'), one.conversation);
  priya.send({ type: 'seen', seq: 1 });
  await settled(priya);
  await settled(one.socket);
  expect(told(one.socket)).toEqual([]);
});

/** Luca is at the desk and is given the conversation by who has it. */
async function claimedBy(one: Awaited<ReturnType<typeof waiting>>, desk: Awaited<ReturnType<typeof claimed>>['desk'], handoffId: string) {
  const agent = await signIn(one.site, 'luca');
  await openDesk(agent);
  await desk.until('changes', ({ agents }) => agents?.some(({ id }) => id === 'luca') === true);
  desk.send({ type: 'assign', handoffId, to: 'luca' });
  await one.socket.until('state', ({ conversation }) => conversation.agent?.id === 'luca');
  return { next: await openAsAgent(agent, one.conversation) };
}
