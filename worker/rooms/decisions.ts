import { distance } from 'fastest-levenshtein';
import type { ConversationClientFrame, DraftDecision, Refusal } from '../protocol.ts';
import type { KeptDecision } from '../records/draft-decisions.ts';
import { draftWords } from '../turn/draft-words.ts';
import { mask } from '../turn/mask.ts';
import type { TurnRecord } from '../turn/record.ts';
import type { Agent, Handoff } from './machine.ts';
import { carryAfter } from './outbox.ts';
import { type Received, receive } from './receive.ts';
import type { Room } from './room.ts';
import type { Turns } from './turns.ts';
import { inConversation } from './watched.ts';

type Decide = Extract<ConversationClientFrame, { type: 'decide' }>;
export type Decided =
  | { ok: true; decision: DraftDecision; sent: Extract<Received, { ok: true }> | null; fresh: boolean }
  | { ok: false; reason: Refusal; detail: string };

const refuse = (reason: Refusal, detail: string): Decided => ({ ok: false, reason, detail });

/**
 * What a person makes of a draft that waits: sent as it stands, sent as they changed it, or not at all. Decided once a turn,
 * together with the message that goes out; from then on everybody is told who decided.
 */
export function decide(room: Room, turns: Turns, by: Agent, frame: Decide): Decided {
  const { store } = room;
  const { state, agent, handoff } = store.load().conversation;
  const author = { kind: 'agent', ...by } as const;
  const known = store.decisions().find(({ turnId }) => turnId === frame.turnId);
  if (known) return again(known, by, frame, store.sent(author, frame.clientId));
  if (state !== 'human' || !handoff) return refuse('wrong-state', 'Claim this conversation before deciding about its draft.');
  if (agent?.id !== by.id) return refuse('not-allowed', `${agent?.name ?? 'Someone else'} has this conversation and decides.`);
  const record = waiting(room, frame.turnId);
  if (!record) return refuse('wrong-state', 'No draft of this turn waits for a person. Write a reply of your own.');
  const stopped = record.facts.paused || record.verdicts.some(({ passed }) => !passed);
  if (frame.decision === 'approve' && stopped)
    return refuse('wrong-state', 'A check or a pause stopped this draft. Read every word and edit it, or reject it.');
  const reason = mask(frame.reason ?? '').trim();
  if (frame.decision === 'reject' && reason === '') return refuse('empty', 'Say why the draft is no good; it helps to mend it.');
  if (frame.decision === 'edit' && frame.text === undefined) return refuse('bad-frame', 'text: an edited draft needs the text to send.');

  const draft = draftWords(record.draft);
  const now = new Date();
  const keep = (sent: string | null): DraftDecision => {
    const decision: DraftDecision = {
      turnId: record.id,
      at: now.toISOString(),
      by,
      decision: frame.decision,
      ...(reason !== '' && { reason }),
      tookMs: Math.max(0, now.getTime() - waitsSince(record, handoff)),
      ...(sent !== null && { distance: distance(draft, sent) }),
    };
    store.keepDecision(decision);
    room.outbox.put(`decision:${record.id}`, 'decision', { ...decision, draft, sent } satisfies KeptDecision);
    room.schedule.set('outbox', Date.now() + carryAfter);
    return decision;
  };
  const decided = frame.decision === 'reject' ? { decision: room.transaction(() => keep(null)), sent: null } : send();
  if ('reason' in decided) return decided;
  room.broadcast({ type: 'decisions', decisions: [decided.decision] }, 'agent');
  room.ctx.waitUntil(room.flush());
  return { ok: true, ...decided, fresh: true };

  function send() {
    let decision: DraftDecision | undefined;
    const sent = receive(room, turns, author, frame.clientId, frame.decision === 'edit' ? (frame.text ?? '') : draft, {
      turnId: frame.turnId,
      also: ({ body }) => {
        decision = keep(body.type === 'text' ? body.text : '');
      },
    });
    if (!sent.ok) return sent;
    // The client id was used for a message that has nothing to do with this draft.
    if (!decision) return { ok: false as const, reason: 'bad-frame' as const, detail: 'This clientId belongs to an earlier message.' };
    return { decision, sent };
  }
}

/** The same decision of the same person again, after its answer was lost, is answered again; any other one comes too late. */
function again(known: DraftDecision, by: Agent, frame: Decide, message: ReturnType<Room['store']['sent']>): Decided {
  const sent = message?.turnId === frame.turnId ? message : null;
  const same = known.by.id === by.id && known.decision === frame.decision && (sent !== null || frame.decision === 'reject');
  if (same) return { ok: true, decision: known, sent: sent && { ok: true, id: sent.id, seq: sent.seq, at: sent.at }, fresh: false };
  const what = { approve: 'approved', edit: 'edited and sent', reject: 'rejected' }[known.decision];
  return refuse('wrong-state', `${known.by.id === by.id ? 'You have' : `${known.by.name} has`} already ${what} this draft.`);
}

/**
 * The record of a turn whose draft nobody was sent, if it is of the handoff that the conversation is in. In an area on
 * shadow nobody in the conversation has the draft, so nobody decides about it.
 */
function waiting(room: Room, turnId: string): TurnRecord | null {
  const all = room.store.turns();
  const at = all.findIndex(({ id }) => id === turnId);
  const record = all[at] && inConversation(all[at]);
  if (!record || at < all.findIndex(({ id }) => id === room.store.handoffTurn())) return null;
  const { outcome } = record;
  const shown = outcome.kind === 'handoff' ? outcome.shows !== undefined : outcome.kind !== 'decline';
  return draftWords(record.draft) !== '' && (!record.sent || !shown) ? record : null;
}

/** A draft waits from when people have the conversation, or from when it was made, whichever came later. */
const waitsSince = (record: TurnRecord, handoff: Handoff) => Math.max(Date.parse(record.at), Date.parse(handoff.createdAt));
