import { z } from 'zod';
import { privacyTypeSchema } from '../../policy/privacy.ts';
import { reasonSchema } from '../../policy/schema.ts';
import { pauseSchema } from '../rooms/controls-schema.ts';
import { at, id, refusalSchema } from './basics.ts';
import { colleagueSchema, personSchema, teamStateSchema } from './people.ts';

/** The desk's socket: queue and presence, never chat. */

/** A promised time, and how it stands. */
export const slaSchema = z.strictObject({
  kind: z.enum(['first', 'next', 'resolution']),
  due: at,
  status: z.enum(['kept', 'nearing', 'breached']),
});
export type Sla = z.infer<typeof slaSchema>;

export const queueEntrySchema = z.strictObject({
  handoffId: z.string(),
  conversationId: id,
  status: z.enum(['waiting', 'claimed', 'missed']),
  reason: reasonSchema,
  /** 1 (at once) to 4. */
  priority: z.int().min(1).max(4),
  team: z.string(),
  area: z.string(),
  ruleIds: z.array(z.string()),
  language: z.string(),
  customer: z.string(),
  /** The customer's last words, shortened. */
  snippet: z.string(),
  createdAt: at,
  promisedAt: at,
  claimedAt: at.nullable(),
  /** The queue's order, after what cannot wait. */
  rankAt: at,
  skills: z.array(z.string()),
  /** Since when the customer waits for words of a person; null while it is the customer's turn. */
  awaitingSince: at.nullable(),
  answeredAt: at.nullable(),
  /** The promised time that ends next, and how it stands. */
  sla: slaSchema.nullable(),
  /** Of a privacy request: the last day for its answer, and its kind where that could be told. */
  due: z.iso.date().optional(),
  privacyType: privacyTypeSchema.optional(),
  /** Order number and e-mail address that the customer already gave; nobody has checked them. */
  given: z.strictObject({ order: z.string(), email: z.string() }).optional(),
  agent: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
});

const handoffId = z.string().max(64);
const words = z.string().max(2_000);

export const deskClientFrame = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('hello'), protocol: z.int() }),
  z.strictObject({ type: z.literal('claim'), handoffId }),
  z.strictObject({ type: z.literal('presence'), presence: z.enum(['online', 'away', 'wrapping-up']) }),
  /** To a person: by who has it, or by a lead (to themselves: taking over). */
  z.strictObject({ type: z.literal('assign'), handoffId, to: z.string().max(40), note: words.optional() }),
  /** To a team, or at another priority: by who has it, by a lead, or by anybody while nobody has it. Logged. */
  z.strictObject({
    type: z.literal('route'),
    handoffId,
    team: z.string().max(40).optional(),
    priority: z.int().min(2).max(4).optional(),
    note: words.optional(),
  }),
]);

export const deskServerFrame = z.discriminatedUnion('type', [
  /** The whole queue in priority order, and who is connected. */
  z.strictObject({
    type: z.literal('queue'),
    protocol: z.int(),
    me: personSchema,
    entries: z.array(queueEntrySchema),
    agents: z.array(colleagueSchema),
    teams: z.array(teamStateSchema),
    mode: z.enum(['pull', 'automatic']),
  }),
  /** Coalesced: entries that are new or changed, handoff ids that left the queue; colleagues that are new or changed, and who left. */
  z.strictObject({
    type: z.literal('changes'),
    entries: z.array(queueEntrySchema),
    removed: z.array(z.string()),
    agents: z.array(colleagueSchema).optional(),
    left: z.array(z.string()).optional(),
    teams: z.array(teamStateSchema).optional(),
    mode: z.enum(['pull', 'automatic']).optional(),
  }),
  /** What is paused now: after hello, and whenever it changes. */
  z.strictObject({ type: z.literal('pauses'), pauses: z.array(pauseSchema) }),
  z.strictObject({ type: z.literal('claimed'), handoffId: z.string(), conversationId: id }),
  /** What was asked for is done: the entry tells the rest. */
  z.strictObject({ type: z.literal('moved'), handoffId: z.string() }),
  /** To one person: a conversation was given to them, by the queue itself or by somebody. */
  z.strictObject({ type: z.literal('assigned'), handoffId: z.string(), conversationId: id, by: personSchema.nullable() }),
  /** To one person: a colleague named them in a note. */
  z.strictObject({ type: z.literal('mentioned'), conversationId: id, by: personSchema, text: z.string() }),
  z.strictObject({ type: z.literal('refused'), reason: refusalSchema, handoffId: z.string().optional(), detail: z.string() }),
]);

export type QueueEntry = z.infer<typeof queueEntrySchema>;
export type DeskClientFrame = z.infer<typeof deskClientFrame>;
export type DeskServerFrame = z.infer<typeof deskServerFrame>;
