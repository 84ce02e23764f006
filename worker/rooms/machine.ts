import { z } from 'zod';
import { privacyTypeSchema } from '../../policy/privacy.ts';
import { promiseSchema } from '../../policy/queue.ts';
import { reasonSchema } from '../../policy/schema.ts';
import { type Notice, stateSchema } from '../protocol.ts';

/**
 * The state machine of a conversation, as pure functions: record and event in, new record or a refusal out. The object
 * around it (conversation.ts) only stores the result and tells everyone.
 */
const agentSchema = z.strictObject({ id: z.string(), name: z.string() });

/** Not strict, and later parts are optional: the worker before this one and the one after it read the same row. */
export const handoffSchema = z.object({
  id: z.string(),
  reason: reasonSchema,
  priority: z.int().min(1).max(4),
  team: z.string(),
  area: z.string(),
  ruleIds: z.array(z.string()),
  language: z.string(),
  createdAt: z.iso.datetime(),
  promisedAt: z.iso.datetime(),
  /** How its entry in the queue ended; null while it is open. */
  end: z.enum(['done', 'withdrawn']).nullable(),
  /** Last day, by law, for the answer to a privacy request. */
  due: z.iso.date().optional(),
  /** Left out where the kind of request could not be told. */
  privacyType: privacyTypeSchema.optional(),
  /** What the customer already gave, unchecked; empty where nothing was. */
  given: z.object({ order: z.string(), email: z.string() }).optional(),
  /** Where and how soon: what the queue's policy said of it (policy/queue.ts). */
  skills: z.array(z.string()).default([]),
  routing: z.array(z.string()).default([]),
  promise: promiseSchema.optional(),
  rankAt: z.iso.datetime().optional(),
  resolveBy: z.iso.datetime().optional(),
  /** The team was not there when this was handed over: when it is again. */
  opensAt: z.iso.datetime().nullable().default(null),
  /** When a person first wrote to the customer here, and since when the customer waits for the next answer. */
  answeredAt: z.iso.datetime().nullable().default(null),
  awaitingSince: z.iso.datetime().nullable().default(null),
});

export const conversationSchema = z.strictObject({
  id: z.string(),
  site: z.string(),
  visitor: z.string(),
  /** Names this history. It changes only if messages were pruned or rebuilt, and then clients reload. */
  history: z.string(),
  createdAt: z.iso.datetime(),
  state: stateSchema,
  /** Counts changes of owner. A claim or timer that carries an older one is refused. */
  epoch: z.int().nonnegative(),
  /** Counts everything the desk mirrors, so that late deliveries are recognized. */
  revision: z.int().nonnegative(),
  handoff: handoffSchema.nullable(),
  agent: agentSchema.nullable(),
  /** Cause the conversation came back from; forgotten after one turn of the assistant. */
  returnedFrom: z.union([reasonSchema, z.literal('')]),
});

export type Conversation = z.infer<typeof conversationSchema>;
export type Handoff = z.infer<typeof handoffSchema>;
export type Agent = z.infer<typeof agentSchema>;

export type Event =
  | { type: 'hand-off'; handoff: Handoff }
  | { type: 'accept'; handoffId: string; epoch: number; agent: Agent }
  | { type: 'withdraw' }
  | { type: 'miss'; handoffId: string; epoch: number }
  /** The promised time starts anew: the customer did not cause the loss. */
  | { type: 'requeue'; handoffId: string; epoch: number; promisedAt: string; opensAt?: string | null }
  /** By a person: it goes to somebody in particular, from the queue or from whoever has it. */
  | { type: 'assign'; handoffId: string; epoch: number; agent: Agent }
  /** By a person: another team or priority. Whoever has it lets go when the team is another one. */
  | { type: 'route'; handoffId: string; epoch: number; change: Partial<Handoff> }
  | { type: 'release'; agentId: string }
  | { type: 'resolve'; by: 'customer' | { agentId: string } }
  | { type: 'come-back' };

export type Step = { ok: true; next: Conversation; notice: Notice | null } | { ok: false; why: string };

const refuse = (why: string): Step => ({ ok: false, why });

export function step(now: Conversation, event: Event): Step {
  const move = (change: Partial<Conversation>, notice: Notice | null): Step => ({
    ok: true,
    next: { ...now, ...change, epoch: now.epoch + 1, revision: now.revision + 1 },
    notice,
  });
  const cause = now.handoff?.reason ?? '';
  const ended = (end: 'done' | 'withdrawn') => (now.handoff ? { ...now.handoff, end: now.handoff.end ?? end } : null);

  switch (event.type) {
    case 'hand-off':
      if (now.state !== 'assistant') return refuse('the assistant does not have this conversation');
      return move({ state: 'queued', handoff: event.handoff, agent: null, returnedFrom: '' }, 'handoff');

    case 'accept':
      // The same claim again, after its answer was lost: nothing changes.
      if (now.state === 'human' && now.agent?.id === event.agent.id && now.handoff?.id === event.handoffId)
        return { ok: true, next: now, notice: null };
      if (now.state !== 'queued' && now.state !== 'missed') return refuse('nobody is waiting in this conversation');
      if (now.handoff?.id !== event.handoffId || now.epoch !== event.epoch) return refuse('this entry of the queue is out of date');
      return move({ state: 'human', agent: event.agent }, 'claimed');

    case 'withdraw':
      if (now.state !== 'queued' && now.state !== 'missed') return refuse('this conversation is not in the queue');
      return move({ state: 'assistant', agent: null, handoff: ended('withdrawn'), returnedFrom: cause }, 'withdrawn');

    case 'miss':
      if (now.state !== 'queued' || now.handoff?.id !== event.handoffId || now.epoch !== event.epoch)
        return refuse('nobody is waiting in this conversation');
      return move({ state: 'missed' }, 'missed');

    case 'requeue':
      if (now.state !== 'human' || now.handoff?.id !== event.handoffId || now.epoch !== event.epoch)
        return refuse('no person has this conversation');
      return move(
        {
          state: 'queued',
          agent: null,
          handoff: { ...now.handoff, promisedAt: event.promisedAt, opensAt: event.opensAt ?? null },
        },
        'requeued',
      );

    case 'assign':
      if (now.state === 'human' && now.agent?.id === event.agent.id && now.handoff?.id === event.handoffId)
        return { ok: true, next: now, notice: null };
      if (now.state !== 'queued' && now.state !== 'missed' && now.state !== 'human')
        return refuse('nobody is waiting in this conversation');
      if (now.handoff?.id !== event.handoffId || now.epoch !== event.epoch) return refuse('this entry of the queue is out of date');
      return move({ state: 'human', agent: event.agent }, 'claimed');

    case 'route': {
      if (now.state !== 'queued' && now.state !== 'missed' && now.state !== 'human')
        return refuse('nobody is waiting in this conversation');
      if (now.handoff?.id !== event.handoffId || now.epoch !== event.epoch) return refuse('this entry of the queue is out of date');
      const handoff = { ...now.handoff, ...event.change };
      const stays = now.state !== 'human' || handoff.team === now.handoff.team;
      // Who has it stays the same, so that a claim on its way still counts.
      if (stays) return { ok: true, next: { ...now, handoff, revision: now.revision + 1 }, notice: null };
      return move({ state: 'queued', agent: null, handoff }, 'transferred');
    }

    case 'release':
      if (now.state !== 'human' || now.agent?.id !== event.agentId)
        return refuse('only the person who has this conversation can give it back');
      return move({ state: 'assistant', agent: null, handoff: ended('done'), returnedFrom: cause }, 'released');

    case 'resolve':
      if (event.by === 'customer') {
        if (now.state !== 'assistant' && now.state !== 'missed') return refuse('this conversation cannot be closed now');
      } else if (now.state !== 'human' || now.agent?.id !== event.by.agentId) {
        return refuse('only the person who has this conversation can resolve it');
      }
      return move({ state: 'resolved', handoff: ended('done') }, 'resolved');

    case 'come-back':
      if (now.state !== 'resolved') return refuse('this conversation is still open');
      return move({ state: 'assistant', agent: null, returnedFrom: cause }, 'returned');
  }
}

export const entryStatuses = ['waiting', 'claimed', 'missed', 'done', 'withdrawn'] as const;
export type EntryStatus = (typeof entryStatuses)[number];

/** How the desk's entry mirrors a conversation that was handed off. */
export function entryStatus({ state, handoff }: Pick<Conversation, 'state' | 'handoff'>): EntryStatus {
  if (state === 'queued') return 'waiting';
  if (state === 'human') return 'claimed';
  if (state === 'missed') return 'missed';
  return handoff?.end ?? 'done';
}
