import { type Author, MAX_MESSAGE, type Message, type Refusal } from '../protocol.ts';
import { mask } from '../turn/mask.ts';
import { answerByEmail } from './contact.ts';
import { randomId } from './random.ts';
import type { Room } from './room.ts';
import type { Turns } from './turns.ts';

export type Received = { ok: true; id: string; seq: number; at: string } | { ok: false; reason: Refusal; detail: string };

/** So many messages of one sender in so many milliseconds, and so many notes. */
export const burst = { messages: 20, within: 10_000 };

export interface Sending {
  /** The turn whose draft a person sent. */
  turnId?: string;
  /** Of a lead who writes in a conversation that somebody else has: what the customer is told before their first words. */
  joining?: string;
  /** Part of the transaction that keeps the message. */
  also?: (message: Message) => void;
}

/**
 * One message of a customer or an agent: kept exactly once, however often it is sent, and masked before it is written.
 * The acknowledgement leaves the object only after the write is durable (output gate).
 */
export function receive(room: Room, turns: Turns, author: Author, clientId: string, text: string, sending: Sending = {}): Received {
  const { store } = room;
  const known = store.sent(author, clientId);
  if (known) return acknowledged(known);
  if (text.trim() === '') return { ok: false, reason: 'empty', detail: 'Write something first.' };
  if (text.length > MAX_MESSAGE)
    return { ok: false, reason: 'too-long', detail: `A message may have ${MAX_MESSAGE} characters; this one has ${text.length}.` };
  if (store.countSince(author, Date.now() - burst.within) >= burst.messages) {
    return { ok: false, reason: 'rate-limited', detail: 'That is a lot of messages at once. Wait a moment and send again.' };
  }
  const { state, agent } = store.load().conversation;
  if (author.kind === 'agent' && state !== 'human')
    return { ok: false, reason: 'wrong-state', detail: 'Claim this conversation before writing in it.' };
  const joins = author.kind === 'agent' && agent?.id !== author.id;
  if (joins && sending.joining === undefined)
    return { ok: false, reason: 'not-allowed', detail: `${agent?.name ?? 'Someone else'} has this conversation.` };

  const { before, kept: message } = room.transaction(() => {
    const before =
      joins && !store.wroteSinceClaim(author)
        ? [store.add(randomId(), { kind: 'system' }, { type: 'notice', code: 'joined', text: sending.joining || 'joined' })]
        : [];
    const { turnId } = sending;
    const kept = store.add(randomId(), author, { type: 'text', text: mask(text) }, { clientId, ...(turnId !== undefined && { turnId }) });
    sending.also?.(kept);
    const { handoff } = store.load().conversation;
    if (author.kind === 'agent') {
      // What is promised ends with the words of a person. Only the change of whose turn it is reaches the desk, never the chat.
      if (handoff && (handoff.awaitingSince !== null || handoff.answeredAt === null))
        room.amend({ awaitingSince: null, answeredAt: handoff.answeredAt ?? kept.at });
      answerByEmail(room, kept);
      return { before, kept };
    }
    if (state === 'human' && handoff?.awaitingSince === null) room.amend({ awaitingSince: kept.at });
    if (state === 'assistant' || state === 'resolved') turns.ask(kept.seq, false);
    // The desk shows the customer's last words while nobody has the conversation.
    else if (state !== 'human') room.amend({});
    return { before, kept };
  });
  room.announce([...before, message], false);
  if (author.kind === 'customer' && state !== 'human') room.ctx.waitUntil(turns.run());
  return acknowledged(message);
}

const acknowledged = ({ id, seq, at }: Message): Received => ({ ok: true, id, seq, at });
