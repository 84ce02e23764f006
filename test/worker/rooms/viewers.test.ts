import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { expect, it } from 'vitest';
import type { ConversationServerFrame } from '../../../worker/protocol.ts';
import { clientId, openAsAgent, signIn, type TestSocket } from '../fixture.ts';
import { claimed, settled, waiting } from './handed-over.ts';

const names = (socket: TestSocket<ConversationServerFrame>) => {
  const last = socket.frames.findLast((frame) => frame.type === 'viewers');
  return last?.viewers.map(({ id, typing }) => (typing ? `${id} types` : id)).sort();
};

it('everybody at the desk sees who else has a conversation open, each person once, until they leave', async () => {
  const one = await waiting();
  const { chat, agent } = await claimed(one);
  await expect.poll(() => names(chat)).toEqual(['priya']);
  await openAsAgent(agent, one.conversation);
  const marta = await openAsAgent(await signIn(one.site, 'marta'), one.conversation);
  await expect.poll(() => names(chat)).toEqual(['marta', 'priya']);
  expect(names(marta)).toEqual(['marta', 'priya']);
  expect(marta.frames.findLast((frame) => frame.type === 'viewers')?.viewers).toContainEqual({
    id: 'marta',
    name: 'Marta Kowalska',
    role: 'lead',
    typing: false,
  });
  // One of two pages closed: still there.
  chat.socket.close(1000);
  await settled(marta);
  await expect.poll(() => names(marta)).toEqual(['marta', 'priya']);
});

it('tells who leaves', async () => {
  const one = await waiting();
  const { chat } = await claimed(one);
  const luca = await openAsAgent(await signIn(one.site, 'luca'), one.conversation);
  await expect.poll(() => names(chat)).toEqual(['luca', 'priya']);
  luca.socket.close(1000);
  await expect.poll(() => names(chat)).toEqual(['priya']);
});

it('tells who leaves because their session was ended', async () => {
  const one = await waiting();
  const { chat } = await claimed(one);
  const luca = await signIn(one.site, 'luca');
  const looking = await openAsAgent(luca, one.conversation);
  await expect.poll(() => names(chat)).toEqual(['luca', 'priya']);
  const { holder } = await runInDurableObject(one.stub, (_, ctx) =>
    ctx
      .getWebSockets('agent')
      .map((socket) => socket.deserializeAttachment())
      .find((held) => held.holder.id === 'luca'),
  );
  await one.stub.endSession(holder.session);
  await looking.ended();
  await expect.poll(() => names(chat)).toEqual(['priya']);
});

it('tells who writes, and that they stopped once it is sent', async () => {
  const one = await waiting();
  const { chat } = await claimed(one);
  const marta = await openAsAgent(await signIn(one.site, 'marta'), one.conversation);
  chat.send({ type: 'typing', on: true });
  await expect.poll(() => names(marta)).toEqual(['marta', 'priya types']);
  chat.send({ type: 'send', clientId: clientId(), text: 'Hello!' });
  await expect.poll(() => names(marta)).toEqual(['marta', 'priya']);
  // A lead who merely looks is nobody the customer waits for.
  const before = one.socket.frames.filter((frame) => frame.type === 'typing' && frame.author.kind === 'agent').length;
  marta.send({ type: 'typing', on: true });
  await expect.poll(() => names(chat)).toEqual(['marta types', 'priya']);
  await settled(one.socket);
  expect(one.socket.frames.filter((frame) => frame.type === 'typing' && frame.author.kind === 'agent')).toHaveLength(before);
});

it('is right after the object has slept', async () => {
  const one = await waiting();
  const { chat } = await claimed(one);
  const marta = await openAsAgent(await signIn(one.site, 'marta'), one.conversation);
  marta.send({ type: 'typing', on: true });
  await expect.poll(() => names(chat)).toEqual(['marta types', 'priya']);
  await evictDurableObject(one.stub);
  const luca = await openAsAgent(await signIn(one.site, 'luca'), one.conversation);
  await expect.poll(() => names(luca)).toEqual(['luca', 'marta types', 'priya']);
});
