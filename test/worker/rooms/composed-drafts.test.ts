import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import type { TurnRecord } from '../../../worker/turn/record.ts';
import { good } from '../../contract/servers/drafts.ts';
import { clientId } from '../fixture.ts';
import { assisting, claimed, settled, waiting } from './handed-over.ts';

/** A model that repeats what it is given, as Workers AI answers it. */
const AI = {
  async run(_model: string, { messages }: { messages: [{ content: string }, { content: string }] }) {
    const [{ content: instructions }, { content: message }] = messages;
    const use = ['transcript', 'categories', 'passages'].find((part) => message.includes(`<${part}>`)) ?? 'question';
    const name = { transcript: 'summary', categories: 'second', passages: 'compose', question: 'standalone' }[use] ?? use;
    return Response.json({ response: JSON.parse(good({ use: name, instructions, message })) });
  },
};
Object.assign(env, { AI, HANDRAIL_MODEL_DRIVER: 'workers-ai' });

async function drafted() {
  const one = await waiting(assisting, 'do i use wax or spray on suede boots');
  const { chat } = await claimed(one);
  const record = (await chat.until('records')).records[0] ?? Promise.reject(new Error('no record'));
  return { ...one, chat, record: await record };
}
type Composed = Extract<TurnRecord['draft'], { kind: 'composed' }>;
function composedIn({ draft }: TurnRecord): Composed {
  if (draft.kind !== 'composed') throw new Error(`the draft is ${draft.kind}`);
  return draft;
}
const row = ({ id }: TurnRecord) =>
  env.DB.prepare('SELECT decision, draft, sent, distance FROM draft_decisions WHERE turn = ?').bind(id).first();

it('a composed draft waits for a person, sentence by sentence with its sources', async () => {
  const { record } = await drafted();
  expect(record).toMatchObject({ outcome: { kind: 'handoff', reason: 'approval-required' }, model: { refused: [] } });
  const draft = composedIn(record);
  expect(draft.sentences.map(({ text }) => text).join(' ')).toBe(draft.text.replaceAll('\n', ' '));
  for (const { cites } of draft.sentences) expect(cites.length).toBeGreaterThan(0);
});

it('approved, it goes out as it stands, and the pair is kept', async () => {
  const { chat, socket, record } = await drafted();
  chat.send({ type: 'decide', clientId: clientId(), turnId: record.id, decision: 'approve' });
  const { message } = await socket.until('message', (told) => told.message.author.kind === 'agent');
  const { text } = composedIn(record);
  expect(message).toMatchObject({ turnId: record.id, body: { type: 'text', text } });
  await expect.poll(() => row(record)).toEqual({ decision: 'approve', draft: text, sent: text, distance: 0 });
});

it('edited, what was sent in its place is kept beside it', async () => {
  const { chat, socket, record } = await drafted();
  const { text } = composedIn(record);
  chat.send({ type: 'decide', clientId: clientId(), turnId: record.id, decision: 'edit', text: `${text} Enjoy!` });
  await socket.until('message', (told) => told.message.author.kind === 'agent');
  await expect.poll(() => row(record)).toEqual({ decision: 'edit', draft: text, sent: `${text} Enjoy!`, distance: 7 });
});

it('rejected, nothing is sent', async () => {
  const { chat, socket, record } = await drafted();
  chat.send({ type: 'decide', clientId: clientId(), turnId: record.id, decision: 'reject', reason: 'Wrong answer' });
  await expect.poll(() => row(record)).toEqual({ decision: 'reject', draft: composedIn(record).text, sent: null, distance: null });
  await settled(socket);
  expect(socket.messages.filter(({ author }) => author.kind === 'agent')).toEqual([]);
});
