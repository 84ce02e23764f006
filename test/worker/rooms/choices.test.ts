import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../policy/bundle.ts';
import type { Message } from '../../../worker/protocol.ts';
import { auth, clientId, connect, converse, json, makeSite, openAsAgent, post, signIn, unreachable, visit } from '../fixture.ts';

/** Everything is near, and nothing is sure enough, so that any question with an article is asked back. */
const unsure = (policy: Policy): Policy => {
  const defaults = { ...policy.matrix.defaults, near_misses: { together: 0, share: 0 } };
  return { ...policy, matrix: { ...policy.matrix, defaults } };
};
const question = 'can i exchange it in a shop instead';

async function asked() {
  const site = await makeSite({}, unsure, unreachable);
  const visitor = await visit(site);
  const conversation = await converse(visitor);
  const socket = await connect(visitor, conversation);
  socket.send({ type: 'send', clientId: clientId(), text: question });
  const { message } = await socket.until('message', (frame) => frame.message.body.type === 'choices');
  const titles = titlesOf(message);
  return { site, visitor, conversation, socket, titles, stub: env.CONVERSATION.getByName(`${site}/${conversation}`) };
}
const titlesOf = ({ body }: Message) => (body.type === 'choices' ? body.choices.map(({ title }) => title) : []);
const stored = (ctx: DurableObjectState) => ctx.storage.sql.exec<{ record: string }>('SELECT record FROM conversation').one().record;
const settle = () => new Promise((resolve) => setTimeout(resolve, 150));

describe('a question between articles', () => {
  it('is asked as a message of the assistant and answered by a title', async () => {
    const { socket, titles } = await asked();
    expect(titles.length).toBeGreaterThanOrEqual(2);
    expect(new Set(titles).size).toBe(titles.length);
    socket.send({ type: 'send', clientId: clientId(), text: titles[1]?.toUpperCase() });
    const { message } = await socket.until('message', (frame) => frame.message.body.type === 'answer');
    expect(message.body.type === 'answer' && message.body.source.title).toBe(titles[1]);
    expect(socket.messages.map(({ author }) => author.kind)).toEqual(['customer', 'assistant', 'customer', 'assistant']);
  });

  it('is asked once: whoever is not understood then gets a person, and the record says why', async () => {
    const { socket, site, conversation } = await asked();
    socket.send({ type: 'send', clientId: clientId(), text: `${question} please` });
    await socket.until('state', (frame) => frame.conversation.state === 'queued');
    expect(socket.messages.filter(({ body }) => body.type === 'choices')).toHaveLength(1);
    const chat = await openAsAgent(await signIn(site, 'priya'), conversation);
    const { records } = await chat.until('records');
    expect(records.map(({ ruleIds }) => ruleIds[0])).toEqual(['near-misses-are-offered', 'low-confidence']);
    expect(records[0]?.draft).toMatchObject({ kind: 'choose' });
  });

  it('brings a person to whoever finds none of them right', async () => {
    const { socket } = await asked();
    socket.send({ type: 'person', clientId: clientId() });
    const { message } = await socket.until('message', (frame) => frame.message.body.type === 'notice');
    expect(message.body).toMatchObject({ code: 'handoff' });
  });

  it('is answered once by a press that was sent twice, and by the last of two presses that came together', async () => {
    const { socket, titles } = await asked();
    const id = clientId();
    // The same frame again, as after a lost acknowledgement.
    for (let i = 0; i < 2; i++) socket.send({ type: 'send', clientId: id, text: titles[0] });
    await socket.until('message', (frame) => frame.message.body.type === 'answer');
    await settle();
    expect(socket.messages.filter(({ body }) => body.type === 'answer')).toHaveLength(1);

    const second = await asked();
    // Two messages of one customer in the same instant, as two tabs make them: one turn answers both.
    await runInDurableObject(second.stub, async (instance, ctx) => {
      const owner: string = JSON.parse(stored(ctx)).conversation.visitor;
      await Promise.all([
        instance.send(owner, clientId(), second.titles[0] ?? ''),
        instance.send(owner, clientId(), second.titles[1] ?? ''),
      ]);
    });
    const { message } = await second.socket.until('message', (frame) => frame.message.body.type === 'answer');
    await settle();
    expect(message.body.type === 'answer' && message.body.source.title).toBe(second.titles[1]);
    expect(second.socket.messages.filter(({ body }) => body.type === 'answer')).toHaveLength(1);
  });

  it('survives eviction, and comes over HTTP as well', async () => {
    const { socket, titles, stub, visitor, conversation } = await asked();
    await evictDurableObject(stub);
    const response = await post(`/conversations/${conversation}/messages`, { clientId: clientId(), text: titles[0] }, auth(visitor));
    expect((await json<{ seq: number }>(response)).seq).toBe(3);
    const { message } = await socket.until('message', (frame) => frame.message.body.type === 'answer');
    expect(message.body.type === 'answer' && message.body.source.title).toBe(titles[0]);
  });

  it('is forgotten when the conversation ends: its titles are words like any other afterwards', async () => {
    const { socket, titles, stub } = await asked();
    socket.send({ type: 'resolve' });
    await socket.until('state', (frame) => frame.conversation.state === 'resolved');
    socket.send({ type: 'send', clientId: clientId(), text: titles[0] });
    await socket.until('message', (frame) => frame.message.seq >= 6);
    const records = await runInDurableObject(stub, (_, ctx) =>
      ctx.storage.sql.exec<{ record: string }>('SELECT record FROM turns ORDER BY at').toArray(),
    );
    expect(JSON.parse(records.at(-1)?.record ?? '{}').facts.knowledge.chosen).toBe(false);
  });

  it('is read in a conversation that was stored before there was such a thing', async () => {
    const { socket, stub, conversation, visitor } = await asked();
    socket.socket.close();
    await runInDurableObject(stub, (_, ctx) => {
      const record = JSON.parse(stored(ctx));
      delete record.context.offered;
      ctx.storage.sql.exec('UPDATE conversation SET record = ?', JSON.stringify(record));
    });
    await evictDurableObject(stub);
    const again = await connect(visitor, conversation);
    expect(again.messages.some(({ body }) => body.type === 'choices')).toBe(true);
    again.send({ type: 'send', clientId: clientId(), text: question });
    await again.until('message', (frame) => frame.message.seq === 4 && frame.message.body.type === 'choices');
  });
});
