import { z } from 'zod';
import { reasonSchema } from '../../../policy/schema.ts';
import { stateSchema } from '../../protocol/message.ts';

/** What is kept of a conversation beside itself, and what the desk is told of it. The page imports the types only. */

const at = z.iso.datetime();
const agentSchema = z.strictObject({ id: z.string(), name: z.string() });
const countsSchema = z.strictObject({ customer: z.int(), assistant: z.int(), agent: z.int() });

const shared = {
  id: z.string(),
  label: z.string(),
  language: z.string(),
  state: stateSchema,
  created: at,
  /** Of its last message. */
  updated: at,
  resolved: at.nullable(),
  resolvedBy: z.enum(['customer', 'person']).nullable(),
  /** Of the last handoff; the area is that of the last answer where there was none. */
  reason: reasonSchema.nullable(),
  area: z.string().nullable(),
  team: z.string().nullable(),
  priority: z.int().nullable(),
  /** Rules of the turns that were sent, in order. */
  rules: z.array(z.string()),
  /** People who had it or wrote in it. */
  agents: z.array(agentSchema),
  feedback: z.enum(['up', 'down']).nullable(),
  /** The customer's first words and the last ones of anybody, shortened. */
  first: z.string(),
  last: z.string(),
  counts: countsSchema,
};

/** A conversation as it leaves its object. Not strict: the worker before this one and the one after it deliver the same row. */
export const archivedSchema = z.object({
  ...shared,
  /** Grows with every message and every change of state. */
  revision: z.int().nonnegative(),
  identity: z.string().nullable(),
  visitor: z.string(),
  /** How a person answered, shortened; empty where nobody did. */
  answer: z.string(),
  /** Words of the customer, and of assistant and people, masked and bounded. */
  asked: z.string(),
  said: z.string(),
});

/** A place in the list: matched words are ranges of UTF-16 units, never markup. */
export const snippetSchema = z.strictObject({ text: z.string(), marks: z.array(z.tuple([z.int(), z.int()])) });

export const pastSchema = z.strictObject({
  ...shared,
  /** The same for all conversations of one customer; tells nothing else. */
  customer: z.string(),
  /** Where the words stand that were searched for; null when none were, or they are the customer's name. */
  snippet: snippetSchema.nullable(),
});

export const pastListSchema = z.strictObject({
  conversations: z.array(pastSchema),
  /** Goes into `after` of the next call; null at the end. */
  next: z.string().nullable(),
});

/** What can be chosen in each filter. */
export const choicesSchema = z.strictObject({
  areas: z.array(z.string()),
  reasons: z.array(reasonSchema),
  rules: z.array(z.string()),
  languages: z.array(z.string()),
  agents: z.array(agentSchema),
});

export const relatedSchema = z.strictObject({
  /** Key of the customer, for all of their conversations. */
  customer: z.string(),
  earlier: z.array(pastSchema),
  similar: z.array(pastSchema.extend({ answer: z.string() })),
});

const slug = z.string().regex(/^[\w.-]{1,80}$/, 'is not an id like order-status');
const day = z.union([z.iso.date(), z.iso.datetime()], 'is not a day like 2026-11-27');

export const pastQuerySchema = z.strictObject({
  /** Whatever somebody types: what is too long is cut, nothing is refused. */
  q: z
    .string()
    .transform((text) => text.slice(0, 300))
    .default(''),
  reason: reasonSchema.optional(),
  area: slug.optional(),
  rule: slug.optional(),
  agent: slug.optional(),
  customer: z
    .string()
    .regex(/^[0-9a-f]{32}$/, 'is not the key of a customer')
    .optional(),
  language: slug.optional(),
  state: stateSchema.optional(),
  /** When it began; a day counts whole, in UTC. */
  from: day.optional(),
  to: day.optional(),
  after: z
    .string()
    .regex(/^\d{1,16}$/, 'is not the end of a page')
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

export const exportQuerySchema = pastQuerySchema.omit({ after: true, limit: true });
export const transcriptQuerySchema = z.strictObject({ format: z.enum(['json', 'txt']).default('json') });

export type Archived = z.infer<typeof archivedSchema>;
export type Snippet = z.infer<typeof snippetSchema>;
export type Past = z.infer<typeof pastSchema>;
export type PastList = z.infer<typeof pastListSchema>;
export type PastQuery = z.infer<typeof pastQuerySchema>;
export type Choices = z.infer<typeof choicesSchema>;
export type Related = z.infer<typeof relatedSchema>;
