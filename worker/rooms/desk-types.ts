import { z } from 'zod';
import { attributesSchema } from '../../policy/queue.ts';
import { personSchema } from '../protocol/people.ts';
import { entryStatuses, handoffSchema } from './machine.ts';

/**
 * The whole of an entry as its conversation sees it, sent after every change. Full state and a growing revision make
 * redelivery and reordering harmless.
 */
export const mirrorSchema = z.strictObject({
  conversationId: z.string(),
  handoff: handoffSchema,
  status: z.enum(entryStatuses),
  epoch: z.int(),
  revision: z.int(),
  agent: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  customer: z.string(),
  /** Of a signed identity. */
  attributes: attributesSchema.default({}),
  snippet: z.string(),
});
export type Mirror = z.infer<typeof mirrorSchema>;

/** Somebody is named in a note. */
export const mentionSchema = z.strictObject({
  id: z.string(),
  person: z.string(),
  conversationId: z.string(),
  by: personSchema,
  text: z.string(),
});
export type Mention = z.infer<typeof mentionSchema>;

export interface Place {
  /** From 1; null when not waiting. */
  place: number | null;
  /** From recent claims; null while too few are known. */
  waitMinutes: number | null;
}

/** What a conversation answers to the desk: done, or what is really the case. */
export type Answer = { ok: true; mirror: Mirror } | { ok: false; why: string; mirror: Mirror | null };
