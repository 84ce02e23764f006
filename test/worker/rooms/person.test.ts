import { describe, expect, it } from 'vitest';
import { clientId, connect, converse, json, makeSite, post, visit } from '../fixture.ts';

describe('T27 the assistant', () => {
  it('says what it is before the first word', async () => {
    const site = await makeSite();
    const { greeting } = await json<{ greeting: string }>(await post('/session', { site }));
    expect(greeting).toMatch(/automated|assistant/i);
    expect(greeting).toMatch(/person/i);
  });

  const words = [
    ['en', 'agent'],
    ['en', 'human'],
    ['es', 'agente'],
    ['es', 'quiero hablar con una persona'],
    ['fr', 'un conseiller'],
    ['fr', 'je veux parler à un humain'],
    ['de', 'Mitarbeiter'],
    ['de', 'ich möchte mit einem Menschen sprechen'],
    ['pt', 'quero falar com uma pessoa'],
    ['it', 'voglio parlare con una persona'],
    ['nl', 'ik wil een medewerker spreken'],
  ] as const;
  it.each(words)('brings in a person in one turn: %s "%s"', async (locale, text) => {
    const site = await makeSite();
    const visitor = await visit(site);
    const socket = await connect(visitor, await converse(visitor));
    socket.send({ type: 'send', clientId: clientId(), text });
    const { message } = await socket.until('message', (frame) => frame.message.seq === 2);
    expect(message.body).toMatchObject({ type: 'notice', code: 'handoff' });
    if (locale !== 'en' && text.includes(' ') && text.length > 15) {
      expect(message.body.type === 'notice' && message.body.text).not.toMatch(/\bperson will\b/);
    }
  });

  it('does so on one tap, also twice, without a word', async () => {
    const site = await makeSite();
    const visitor = await visit(site);
    const socket = await connect(visitor, await converse(visitor));
    socket.send({ type: 'person', clientId: clientId() });
    socket.send({ type: 'person', clientId: clientId() });
    await socket.until('state', (frame) => frame.conversation.state === 'queued');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(socket.messages).toHaveLength(1);
  });
});
