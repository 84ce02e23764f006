import { z } from 'zod';
import { at } from './basics.ts';

/** Who is at the desk, and what they say to each other. */

export const roleSchema = z.enum(['agent', 'lead', 'admin']);
export const personSchema = z.strictObject({ id: z.string(), name: z.string(), role: roleSchema });

export const viewerSchema = personSchema.extend({ typing: z.boolean() });

/** What people say to each other about a conversation. */
export const noteSchema = z.strictObject({
  id: z.string(),
  at,
  by: personSchema,
  text: z.string(),
  /** Ids of people who are told of it. */
  mentions: z.array(z.string()),
  whisper: z.boolean(),
});

export const draftDecisionSchema = z.strictObject({
  turnId: z.string(),
  at,
  by: z.strictObject({ id: z.string(), name: z.string() }),
  decision: z.enum(['approve', 'edit', 'reject']),
  reason: z.string().optional(),
  /** From when the draft waited for a person until the decision, in milliseconds. */
  tookMs: z.int().nonnegative(),
  /** Levenshtein distance between draft and what was sent, in characters; 0 for approve. */
  distance: z.int().nonnegative().optional(),
});

/** In a model's words, which nobody has checked. */
export const summarySchema = z.strictObject({
  handoffId: z.string(),
  text: z.string(),
  /** Driver and model. */
  model: z.string(),
  at,
});

/** `online` takes conversations; `away` and `wrapping-up` are given none; `offline` has no connection. */
export const presenceSchema = z.enum(['online', 'away', 'wrapping-up', 'offline']);

/** Somebody who is at the desk, or was and still has conversations. */
export const colleagueSchema = personSchema.extend({
  presence: presenceSchema,
  since: at,
  /** Conversations they have, and how many they are given at most. */
  load: z.int().nonnegative(),
  capacity: z.int().positive(),
  teams: z.array(z.string()),
  skills: z.array(z.string()),
  /** The connection is gone: when their conversations go back to the queue. */
  lostAt: at.nullable(),
});

export const teamStateSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  open: z.boolean(),
  /** When they are there again, while they are not. */
  opensAt: at.nullable(),
});

export type Person = z.infer<typeof personSchema>;
export type Presence = z.infer<typeof presenceSchema>;
export type Colleague = z.infer<typeof colleagueSchema>;
export type TeamState = z.infer<typeof teamStateSchema>;
export type Note = z.infer<typeof noteSchema>;
export type DraftDecision = z.infer<typeof draftDecisionSchema>;
export type Summary = z.infer<typeof summarySchema>;
export type Viewer = z.infer<typeof viewerSchema>;
