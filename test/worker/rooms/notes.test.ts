import { evictDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { MAX_MESSAGE } from '../../../worker/protocol.ts';
import { api, auth, clientId, connect, json, openAsAgent, openDesk, signIn } from '../fixture.ts';
import { claimed, settled, waiting } from './handed-over.ts';

const note = (text: string, extra: object = {}) => ({ type: 'note', clientId: clientId(), text, mentions: [], whisper: false, ...extra });

describe('a note', () => {
  it('is told to everybody at the desk who has the conversation open, and to who opens it later, also after eviction', async () => {
    const one = await waiting();
    const { chat } = await claimed(one);
    const luca = await openAsAgent(await signIn(one.site, 'luca'), one.conversation);
    expect((await luca.until('notes')).notes).toEqual([]);
    // Luca does not have the conversation; on staff he may note anywhere.
    luca.send(note('Her brother wrote yesterday.'));
    const told = await chat.until('notes', (frame) => frame.notes.length > 0);
    expect(told.notes).toMatchObject([
      { text: 'Her brother wrote yesterday.', by: { id: 'luca', name: 'Luca Moretti', role: 'agent' }, mentions: [], whisper: false },
    ]);
    await evictDurableObject(one.stub);
    const marta = await openAsAgent(await signIn(one.site, 'marta'), one.conversation);
    expect((await marta.until('notes')).notes).toEqual(told.notes);
  });

  it('is kept once for a client id, and a client id of somebody else’s note is refused', async () => {
    const one = await waiting();
    const { chat } = await claimed(one);
    const frame = note('Twice.');
    chat.send(frame);
    chat.send(frame);
    await chat.until('notes', ({ notes }) => notes.length > 0);
    await settled(chat);
    const luca = await openAsAgent(await signIn(one.site, 'luca'), one.conversation);
    expect((await luca.until('notes')).notes).toHaveLength(1);
    luca.send({ ...frame, text: 'Mine.' });
    expect(await luca.until('refused')).toMatchObject({ reason: 'bad-frame', clientId: frame.clientId });
  });

  it('is no message: no customer gets it by socket, by resume or over HTTP, and no sequence is used', async () => {
    const one = await waiting();
    const { chat } = await claimed(one);
    const before = one.socket.messages.at(-1)?.seq;
    chat.send(note('SECRET-WORDS about the customer', { mentions: ['luca'] }));
    await chat.until('notes', ({ notes }) => notes.length > 0);
    const again = await connect(one.visitor, one.conversation);
    await settled(again);
    await settled(one.socket);
    for (const socket of [one.socket, again]) {
      expect(JSON.stringify(socket.frames)).not.toContain('SECRET-WORDS');
      expect(socket.frames.filter(({ type }) => type === 'notes' || type === 'viewers' || type === 'decisions')).toEqual([]);
    }
    const kept = await json<{ messages: { seq: number }[] }>(
      await api(`/conversations/${one.conversation}/messages?since=0`, { headers: auth(one.visitor) }),
    );
    expect(JSON.stringify(kept)).not.toContain('SECRET-WORDS');
    expect(kept.messages.at(-1)?.seq).toBe(before);
  });

  it('tells the colleagues it names, and is masked like everything that is written', async () => {
    const one = await waiting();
    const { chat } = await claimed(one);
    const luca = await openDesk(await signIn(one.site, 'luca'));
    chat.send(note('Card 4111 1111 1111 1111, can you look?', { mentions: ['luca', 'priya'] }));
    const told = await luca.until('mentioned');
    expect(told).toMatchObject({ conversationId: one.conversation, by: { id: 'priya' } });
    expect(told.text).toContain('[card ending 1111]');
  });

  it('whispers only for leads', async () => {
    const one = await waiting();
    const { chat } = await claimed(one);
    chat.send(note('psst', { whisper: true }));
    expect(await chat.until('refused')).toMatchObject({ reason: 'not-allowed' });
    const marta = await openAsAgent(await signIn(one.site, 'marta'), one.conversation);
    marta.send(note('Offer her the voucher.', { whisper: true }));
    const told = await chat.until('notes', ({ notes }) => notes.some(({ whisper }) => whisper));
    expect(told.notes).toMatchObject([{ by: { id: 'marta', role: 'lead' } }]);
  });

  it('has the limits of a message, and is none of a customer’s', async () => {
    const one = await waiting();
    const { chat } = await claimed(one);
    chat.send(note(' '));
    await chat.until('refused', ({ reason }) => reason === 'empty');
    chat.send(note('x'.repeat(MAX_MESSAGE + 1)));
    await chat.until('refused', ({ reason }) => reason === 'too-long');
    for (let n = 0; n < 21; n++) chat.send(note(`note ${n}`));
    await chat.until('refused', ({ reason }) => reason === 'rate-limited');
    one.socket.send(note('from a customer'));
    expect(await one.socket.until('refused')).toMatchObject({ reason: 'not-allowed' });
    await settled(chat);
    expect(chat.frames.filter(({ type }) => type === 'notes')).toHaveLength(21);
  });
});
