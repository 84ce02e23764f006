import { describe, expect, it } from 'vitest';
import { clientId, openAsAgent, openDesk, signIn } from '../fixture.ts';
import { claimed, settled, waiting } from './handed-over.ts';

const said = (one: Awaited<ReturnType<typeof waiting>>, from: number) =>
  one.socket.messages
    .filter(({ seq }) => seq > from)
    .map(({ author, body }) => `${author.kind === 'agent' ? author.name : author.kind}: ${'text' in body ? body.text : ''}`);

describe('a lead who writes where somebody else has the conversation', () => {
  it('is announced to the customer before their first words, and speaks under their own name', async () => {
    const one = await waiting();
    const { chat } = await claimed(one);
    const last = one.socket.messages.at(-1)?.seq ?? 0;
    const marta = await openAsAgent(await signIn(one.site, 'marta'), one.conversation);
    for (const text of ['Let me add something.', 'And this.']) {
      const id = clientId();
      marta.send({ type: 'send', clientId: id, text });
      await marta.until('ack', (frame) => frame.clientId === id);
    }
    const id = clientId();
    chat.send({ type: 'send', clientId: id, text: 'Thank you, Marta.' });
    await chat.until('ack', (frame) => frame.clientId === id);
    await settled(one.socket);
    expect(said(one, last)).toEqual([
      'system: Marta Kowalska has joined the chat as well.',
      'Marta Kowalska: Let me add something.',
      'Marta Kowalska: And this.',
      'Priya Raman: Thank you, Marta.',
    ]);
    // Who has the conversation is the same.
    expect(one.socket.frames.findLast((frame) => frame.type === 'state')?.conversation.agent?.id).toBe('priya');
  });

  it('sent twice, is announced once', async () => {
    const one = await waiting();
    await claimed(one);
    const last = one.socket.messages.at(-1)?.seq ?? 0;
    const jonas = await openAsAgent(await signIn(one.site, 'jonas'), one.conversation);
    const frame = { type: 'send', clientId: clientId(), text: 'Hello from Jonas.' };
    for (let n = 0; n < 3; n++) jonas.send(frame);
    await settled(jonas);
    await settled(one.socket);
    expect(said(one, last)).toEqual(['system: Jonas Weber has joined the chat as well.', 'Jonas Weber: Hello from Jonas.']);
  });

  it('is announced anew once it went to somebody else', async () => {
    const one = await waiting();
    const { desk, handoffId } = await claimed(one);
    const marta = await openAsAgent(await signIn(one.site, 'marta'), one.conversation);
    const write = async () => {
      const id = clientId();
      marta.send({ type: 'send', clientId: id, text: 'Marta again.' });
      await marta.until('ack', (frame) => frame.clientId === id);
    };
    await write();
    await openDesk(await signIn(one.site, 'luca'));
    await desk.until('changes', ({ agents }) => agents?.some(({ id }) => id === 'luca') === true);
    desk.send({ type: 'assign', handoffId, to: 'luca' });
    await one.socket.until('state', ({ conversation }) => conversation.agent?.id === 'luca');
    await write();
    await settled(one.socket);
    const joined = one.socket.messages.filter(({ body }) => body.type === 'notice' && body.code === 'joined');
    expect(joined).toHaveLength(2);
  });

  it('may not end or give back what is not theirs, nor write where nobody has it', async () => {
    const one = await waiting();
    const marta = await openAsAgent(await signIn(one.site, 'marta'), one.conversation);
    marta.send({ type: 'send', clientId: clientId(), text: 'Hello?' });
    expect(await marta.until('refused')).toMatchObject({ reason: 'wrong-state' });
    await claimed(one);
    for (const type of ['resolve', 'release']) {
      marta.send({ type });
      await marta.until('refused', ({ reason, detail }) => reason === 'not-allowed' && detail === 'Priya Raman has this conversation.');
    }
    await settled(one.socket);
    expect(one.socket.frames.findLast((frame) => frame.type === 'state')?.conversation.state).toBe('human');
  });
});

it('an agent is refused where a colleague has the conversation, and told who', async () => {
  const one = await waiting();
  await claimed(one);
  const last = one.socket.messages.at(-1)?.seq ?? 0;
  const luca = await openAsAgent(await signIn(one.site, 'luca'), one.conversation);
  const id = clientId();
  luca.send({ type: 'send', clientId: id, text: 'I am here too.' });
  expect(await luca.until('refused')).toMatchObject({ reason: 'not-allowed', clientId: id, detail: 'Priya Raman has this conversation.' });
  await settled(one.socket);
  expect(said(one, last)).toEqual([]);
});
