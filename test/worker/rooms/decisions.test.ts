import { evictDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../policy/bundle.ts';
import type { DraftDecision } from '../../../worker/protocol.ts';
import { clientId, makeSite, openAsAgent, signIn } from '../fixture.ts';
import { assisting, claimed, settled, waiting, waitingAt } from './handed-over.ts';

const question = 'how long does delivery take?';

async function drafted(withPolicy: (policy: Policy) => Policy = assisting) {
  const one = await waiting(withPolicy, question);
  const priya = await claimed(one);
  const { records } = await priya.chat.until('records');
  const turnId = records[0]?.id ?? '';
  const decide = (decision: string, extra: object = {}) => ({ type: 'decide', clientId: clientId(), turnId, decision, ...extra });
  return { ...one, ...priya, turnId, records, decide };
}
type Drafted = Awaited<ReturnType<typeof drafted>>;

const decision = async ({ chat }: Pick<Drafted, 'chat'>): Promise<DraftDecision> => {
  const { decisions } = await chat.until('decisions', (frame) => frame.decisions.length > 0);
  return decisions[0] ?? Promise.reject(new Error('no decision'));
};
const row = async ({ turnId }: Pick<Drafted, 'turnId'>) =>
  env.DB.prepare('SELECT * FROM draft_decisions WHERE turn = ?').bind(turnId).first<Record<string, unknown>>();
const sent = ({ socket }: Pick<Drafted, 'socket'>) =>
  socket.messages
    .filter(({ author }) => author.kind === 'agent')
    .map(({ body, turnId }) => ({ text: 'text' in body && body.text, turnId }));

describe('a draft that waits for a person', () => {
  it('approved, goes out as it stands, by the person and from the draft; and is kept for quality work', async () => {
    const one = await drafted();
    expect(one.records[0]).toMatchObject({ outcome: { kind: 'handoff', reason: 'approval-required' }, draft: { kind: 'verbatim' } });
    const frame = one.decide('approve');
    one.chat.send(frame);
    const { message } = await one.socket.until('message', (told) => told.message.author.kind === 'agent');
    expect(message).toMatchObject({
      author: { kind: 'agent', id: 'priya', name: 'Priya Raman' },
      turnId: one.turnId,
      clientId: frame.clientId,
      body: { type: 'text', text: expect.stringContaining('3–5 working days') },
    });
    await one.chat.until('ack', (ack) => ack.clientId === frame.clientId && ack.seq === message.seq);
    const kept = await decision(one);
    expect(kept).toMatchObject({ turnId: one.turnId, by: { id: 'priya', name: 'Priya Raman' }, decision: 'approve', distance: 0 });
    expect(kept.tookMs).toBeGreaterThanOrEqual(0);
    const text = message.body.type === 'text' ? message.body.text : '';
    await expect
      .poll(() => row(one))
      .toMatchObject({
        site: one.site,
        conversation: one.conversation,
        agent: 'priya',
        decision: 'approve',
        reason: null,
        took_ms: kept.tookMs,
        distance: 0,
        draft: text,
        sent: text,
      });
  });

  it('edited, goes out as the person wrote it, with how far that is from the draft', async () => {
    const one = await drafted();
    one.chat.send(one.decide('approve', { turnId: 'no-such-turn' }));
    expect(await one.chat.until('refused')).toMatchObject({ reason: 'wrong-state' });
    one.chat.send(one.decide('edit', { text: 'Three to five days. My card is 4111 1111 1111 1111', reason: 'shorter' }));
    await expect.poll(() => sent(one)).toEqual([{ text: 'Three to five days. My card is [card ending 1111]', turnId: one.turnId }]);
    const kept = await decision(one);
    expect(kept).toMatchObject({ decision: 'edit', reason: 'shorter' });
    expect(kept.distance).toBeGreaterThan(20);
    await expect.poll(() => row(one)).toMatchObject({ sent: 'Three to five days. My card is [card ending 1111]', distance: kept.distance });
  });

  it('rejected, sends nothing and needs a reason', async () => {
    const one = await drafted();
    const frame = one.decide('reject');
    one.chat.send({ ...frame, reason: '  ' });
    expect(await one.chat.until('refused')).toMatchObject({ reason: 'empty', clientId: frame.clientId });
    one.chat.send({ ...frame, reason: 'Wrong country' });
    expect(await decision(one)).toEqual(expect.objectContaining({ decision: 'reject', reason: 'Wrong country' }));
    expect((await decision(one)).distance).toBeUndefined();
    await settled(one.socket);
    expect(sent(one)).toEqual([]);
    await expect.poll(() => row(one)).toMatchObject({ decision: 'reject', sent: null, distance: null });
  });

  it('an edit without a text, or an empty one, decides nothing', async () => {
    const one = await drafted();
    one.chat.send(one.decide('edit'));
    expect(await one.chat.until('refused')).toMatchObject({ reason: 'bad-frame' });
    one.chat.send(one.decide('edit', { text: ' ' }));
    await one.chat.until('refused', ({ reason }) => reason === 'empty');
    one.chat.send(one.decide('approve'));
    await expect.poll(() => sent(one)).toHaveLength(1);
  });
});

describe('a draft is decided once', () => {
  it('pressed twice, and again after an eviction: one message, one decision', async () => {
    const one = await drafted();
    const frame = one.decide('approve');
    one.chat.send(frame);
    one.chat.send(frame);
    await one.chat.until('ack');
    await evictDurableObject(one.stub);
    one.chat.send(frame);
    await settled(one.chat);
    await settled(one.socket);
    expect(sent(one)).toHaveLength(1);
    expect(one.chat.frames.filter((told) => told.type === 'ack')).toHaveLength(3);
    const later = await openAsAgent(await signIn(one.site, 'marta'), one.conversation);
    expect((await later.until('decisions')).decisions).toEqual([await decision(one)]);
  });

  it('any other decision comes too late and is told who decided', async () => {
    const one = await drafted();
    one.chat.send(one.decide('approve'));
    await decision(one);
    one.chat.send(one.decide('reject', { reason: 'changed my mind' }));
    expect(await one.chat.until('refused')).toMatchObject({ reason: 'wrong-state', detail: 'You have already approved this draft.' });
    const luca = await openAsAgent(await signIn(one.site, 'luca'), one.conversation);
    luca.send(one.decide('approve'));
    expect(await luca.until('refused')).toMatchObject({ detail: 'Priya Raman has already approved this draft.' });
    await settled(one.socket);
    expect(sent(one)).toHaveLength(1);
  });

  it('by whoever has the conversation and by nobody else, not by a lead and not by the customer', async () => {
    const one = await waiting(assisting, question);
    const early = await openAsAgent(await signIn(one.site, 'luca'), one.conversation);
    const turnId = (await early.until('records')).records[0]?.id ?? '';
    const frame = () => ({ type: 'decide', clientId: clientId(), turnId, decision: 'approve' });
    early.send(frame());
    expect(await early.until('refused')).toMatchObject({ reason: 'wrong-state', detail: expect.stringContaining('Claim') });
    const { chat } = await claimed(one);
    const marta = await openAsAgent(await signIn(one.site, 'marta'), one.conversation);
    marta.send(frame());
    expect(await marta.until('refused')).toMatchObject({ reason: 'not-allowed', detail: expect.stringContaining('Priya Raman') });
    one.socket.send(frame());
    expect(await one.socket.until('refused')).toMatchObject({ reason: 'not-allowed' });
    await settled(chat);
    expect(sent(one)).toEqual([]);
  });

  it('a client id of an earlier message is not taken for a decision', async () => {
    const one = await drafted();
    const used = clientId();
    one.chat.send({ type: 'send', clientId: used, text: 'One moment.' });
    await one.chat.until('ack');
    one.chat.send(one.decide('approve', { clientId: used }));
    expect(await one.chat.until('refused')).toMatchObject({ reason: 'bad-frame' });
    one.chat.send(one.decide('approve'));
    await expect.poll(() => sent(one)).toHaveLength(2);
  });
});

it('in an area on shadow nobody in the conversation decides: the draft is for reviewers alone', async () => {
  const shadow = (policy: Policy): Policy => ({
    ...policy,
    matrix: {
      ...policy.matrix,
      areas: policy.matrix.areas.map((area) => (area.id === 'faqs' ? { ...area, autonomy: 'shadow' as const } : area)),
    },
  });
  const one = await drafted(shadow);
  one.chat.send(one.decide('approve'));
  expect(await one.chat.until('refused')).toMatchObject({ reason: 'wrong-state' });
  await settled(one.socket);
  expect(sent(one)).toEqual([]);
});

it('a draft of an earlier handoff is out of date', async () => {
  const site = await makeSite({}, assisting);
  const one = await waitingAt(site, question);
  const first = await claimed(one);
  const { records } = await first.chat.until('records');
  first.chat.send({ type: 'release' });
  await one.socket.until('state', (frame) => frame.conversation.state === 'assistant' && frame.conversation.agent === null);
  one.socket.send({ type: 'person', clientId: clientId() });
  await expect.poll(() => one.socket.frames.findLast((frame) => frame.type === 'state')?.conversation.state).toBe('queued');
  const luca = await claimed(one, 'luca');
  luca.chat.send({ type: 'decide', clientId: clientId(), turnId: records[0]?.id, decision: 'approve' });
  expect(await luca.chat.until('refused')).toMatchObject({ reason: 'wrong-state', detail: expect.stringContaining('of your own') });
});
