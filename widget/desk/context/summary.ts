import type { PrivacyType } from '../../../policy/privacy.ts';
import type { Reason } from '../../../policy/schema.ts';
import type { QueueEntry } from '../../../worker/protocol.ts';
import type { Thread } from '../conversation/reduce.ts';

export interface HandoffSummary {
  reason: Reason;
  ruleIds: readonly string[];
  priority: number;
  team: string;
  at: string;
  promisedAt: string | null;
  /** What the customer was told, word for word. */
  told: string;
  fault: string | null;
  /** Of a privacy request: its kind, empty where it could not be told, and the last day for its answer. */
  privacy: { type: PrivacyType | ''; due: string } | null;
  /** What the customer gave before a person came, and whether it was found to be their order. */
  given: { order: string; email: string; verified: boolean } | null;
  /** No longer in the queue: resolved, released or withdrawn. */
  over: boolean;
}

/** From the queue while it is there, else from the record of the turn that handed over: a handoff by button has no record. */
export function handoffOf(thread: Thread, entry: QueueEntry | null): HandoffSummary | null {
  const record = thread.records.findLast((candidate) => candidate.outcome.kind === 'handoff' && candidate.sent);
  const outcome = record?.outcome.kind === 'handoff' ? record.outcome : null;
  const told = outcome?.text ?? toldBy(thread);
  if (entry !== null) {
    const { reason, ruleIds, priority, team, createdAt, promisedAt, due, privacyType, given } = entry;
    // The record explains this handoff only if it gave the same reason; a later press of the button has its own.
    const same = outcome?.reason === reason;
    return {
      reason,
      ruleIds,
      priority,
      team,
      at: createdAt,
      promisedAt,
      told: same ? told : toldBy(thread),
      fault: (same ? record?.fault : undefined) ?? null,
      privacy: due === undefined ? null : { type: privacyType ?? '', due },
      given: given === undefined ? null : { ...given, verified: isVerified(thread, given.order) },
      over: false,
    };
  }
  if (record === undefined || outcome === null) return null;
  const { reason, priority, team } = outcome;
  const state = thread.view?.state;
  const over = state === 'assistant' || state === 'resolved';
  const { ruleIds, at, fault = null, privacy = null } = record;
  return { reason, ruleIds, priority, team, at, promisedAt: null, told, fault, privacy, given: null, over };
}

/** What was proven in this conversation holds for that order, not for whatever is named after it. */
const isVerified = (thread: Thread, order: string): boolean =>
  order !== '' && thread.records.some(({ facts }) => facts.order.verified && facts.order.reference === order);

function toldBy(thread: Thread): string {
  const notice = thread.messages.findLast(({ body }) => body.type === 'notice' && body.code === 'handoff');
  return notice?.body.type === 'notice' ? notice.body.text : '';
}
