import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, expect, it } from 'vitest';
import type { Policy } from '../../../policy/bundle.ts';
import { modelDefaults } from '../../../policy/model.ts';
import { clientId, openAsAgent, signIn } from '../fixture.ts';
import { claimed, settled, waiting } from './handed-over.ts';

/** What the model of these tests does next, and what it was asked. It is there before any of their conversations is. */
let asked: string[] = [];
let next: () => Response;
/** While it is closed, the model thinks. */
let open = true;
const says = (summary: string) => Response.json({ response: { summary }, usage: { prompt_tokens: 200, completion_tokens: 30 } });
const AI = {
  async run(_model: string, { messages }: { messages: { content: string }[] }) {
    const message = messages.at(-1)?.content ?? '';
    if (!message.includes('<transcript>')) return Response.json({ response: {} });
    asked.push(message);
    while (!open) await new Promise((resolve) => setTimeout(resolve, 10));
    return next();
  },
};
Object.assign(env, { AI, HANDRAIL_MODEL_DRIVER: 'workers-ai', HANDRAIL_MODEL_PRICE_IN: '1', HANDRAIL_MODEL_PRICE_OUT: '1' });
const model = 'workers-ai @cf/meta/llama-3.3-70b-instruct-fp8-fast';

const words = 'I want to talk to someone about FW-10006, write to ana@example.com';
const text = 'The customer wants a person for FW-10006.';
beforeEach(() => {
  asked = [];
  open = true;
  next = () => says(text);
});
type Waiting = Awaited<ReturnType<typeof waiting>>;

const summaryOf = async ({ site, conversation }: Pick<Waiting, 'site' | 'conversation'>, person = 'marta') =>
  (await (await openAsAgent(await signIn(site, person), conversation)).until('summary')).summary;
const kept = ({ stub }: Pick<Waiting, 'stub'>) =>
  runInDurableObject(stub, (_, { storage }) => {
    const row = storage.sql.exec<{ summary: string }>('SELECT summary FROM summary').toArray()[0];
    return row ? JSON.parse(row.summary) : null;
  });

it('is written once a handoff, is there for whoever opens the conversation, and is kept with its call', async () => {
  const one = await waiting((same) => same, words);
  await expect.poll(() => kept(one)).not.toBeNull();
  expect(asked).toHaveLength(1);
  expect(asked[0]).toContain('"by": "customer"');
  expect(asked[0]).toContain('FW-10006');
  expect(asked[0]).not.toContain('ana@example.com');
  expect(await kept(one)).toMatchObject({ text, call: { use: 'summary', model, tokensIn: 200, tokensOut: 30, tries: 1 } });
  const { handoffId, chat } = await claimed(one);
  expect((await chat.until('summary')).summary).toEqual({ handoffId, text, model, at: expect.any(String) });
  await evictDurableObject(one.stub);
  expect(await summaryOf(one)).toMatchObject({ handoffId, text });
  expect(asked).toHaveLength(1);
});

it('comes to those who look while it is written, and to the customer never', async () => {
  open = false;
  const one = await waiting((same) => same, words);
  const chat = await openAsAgent(await signIn(one.site, 'marta'), one.conversation);
  expect((await chat.until('summary')).summary).toBeNull();
  await expect.poll(() => asked.length).toBe(1);
  open = true;
  expect((await chat.until('summary', ({ summary }) => summary !== null)).summary?.text).toBe(text);
  await settled(one.socket);
  expect(one.socket.frames.filter(({ type }) => type === 'summary')).toEqual([]);
  expect(JSON.stringify(one.socket.frames)).not.toContain(text);
  expect(asked).toHaveLength(1);
});

it('is left out where the model fails, which is not asked again for this handoff', async () => {
  next = () => new Response('no', { status: 401 });
  const one = await waiting((same) => same, words);
  await expect.poll(() => kept(one)).toMatchObject({ text: null, call: { fault: { kind: expect.any(String) } } });
  const before = asked.length;
  expect(await summaryOf(one)).toBeNull();
  await evictDurableObject(one.stub);
  expect(await summaryOf(one)).toBeNull();
  expect(asked).toHaveLength(before);
  expect((await claimed(one)).handoffId).toBe((await kept(one)).handoffId);
});

it('is asked for once more, by whoever looks, where an eviction ended the first attempt', async () => {
  const one = await waiting((same) => same, words);
  await expect.poll(() => kept(one)).not.toBeNull();
  const forget = () => runInDurableObject(one.stub, (_, { storage }) => void storage.sql.exec('DELETE FROM summary'));
  await forget();
  await evictDurableObject(one.stub);
  open = false;
  expect(await summaryOf(one)).toBeNull();
  await expect.poll(() => asked.length).toBe(2);
  // It is known before it is asked, so that being cut off again is the end of it.
  expect(await kept(one)).toMatchObject({ text: null, call: null });
  expect(await summaryOf(one, 'luca')).toBeNull();
  open = true;
  await expect.poll(() => kept(one)).toMatchObject({ text });
  expect(asked).toHaveLength(2);
});

it('gives way to that of the next handoff', async () => {
  const one = await waiting((same) => same, words);
  const first = await claimed(one);
  await first.chat.until('summary', ({ summary }) => summary !== null);
  next = () => says('The customer came back.');
  first.chat.send({ type: 'release' });
  await one.socket.until('state', ({ conversation }) => conversation.state === 'assistant' && conversation.agent === null);
  const before = first.chat.frames.length;
  one.socket.send({ type: 'person', clientId: clientId() });
  const isNew = ({ summary }: { summary: { handoffId: string } | null }) => summary !== null && summary.handoffId !== first.handoffId;
  const { summary } = await first.chat.until('summary', isNew);
  expect(summary).toMatchObject({ text: 'The customer came back.' });
  const told = first.chat.frames.slice(before).filter((frame) => frame.type === 'summary');
  expect(told).toEqual([
    { type: 'summary', summary: null },
    { type: 'summary', summary },
  ]);
  expect(asked[1]).toContain('FW-10006');
});

it('is plain text of one reading, whatever the model wrote', async () => {
  next = () => says('Refund\u202e 5 EUR\u200b <b>now</b>');
  const one = await waiting((same) => same, words);
  await expect.poll(() => kept(one)).toMatchObject({ text: 'Refund 5 EUR <b>now</b>' });
});

it('asks nothing where the policy wants no summary, and writes nothing down', async () => {
  const without = (policy: Policy): Policy => ({ ...policy, model: { ...modelDefaults, uses: { ...modelDefaults.uses, summary: false } } });
  const one = await waiting(without, words);
  expect(await summaryOf(one)).toBeNull();
  await settled(one.socket);
  expect(await kept(one)).toBeNull();
  expect(asked).toEqual([]);
});
