import { z } from 'zod';
import { blockSchema } from '../../kb/blocks.ts';
import { orderCardSchema } from '../ports/orders/schema.ts';
import { choiceSchema } from '../turn/record.ts';
import { at, clientId, id, text } from './basics.ts';

/** What stands in a conversation, and how it stands. */
export const stateSchema = z.enum(['assistant', 'queued', 'human', 'missed', 'resolved']);

export const authorSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('customer') }),
  z.strictObject({ kind: z.literal('assistant') }),
  z.strictObject({ kind: z.literal('agent'), id: z.string(), name: z.string() }),
  z.strictObject({ kind: z.literal('system') }),
]);

export const noticeSchema = z.enum([
  'handoff',
  'withdrawn',
  'claimed',
  'released',
  'requeued',
  'transferred',
  'joined',
  'missed',
  'contact',
  'resolved',
  'returned',
]);

export const bodySchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text }),
  z.strictObject({
    type: z.literal('answer'),
    blocks: z.array(blockSchema),
    source: z.strictObject({ articleId: z.string(), title: z.string() }),
  }),
  z.strictObject({ type: z.literal('order'), text, order: orderCardSchema }),
  /** A question back. `missing` asks for the order form with these fields. */
  z.strictObject({ type: z.literal('ask'), text, missing: z.array(z.enum(['number', 'email'])) }),
  /** Which of these is meant: the title is what the customer sends. Only the last message of a conversation may be answered so. */
  z.strictObject({ type: z.literal('choices'), text, choices: z.array(choiceSchema) }),
  z.strictObject({ type: z.literal('notice'), code: noticeSchema, text }),
]);

export const messageSchema = z.strictObject({
  id: z.string(),
  /** Gapless and strictly increasing within a conversation, from 1. */
  seq: z.int().positive(),
  at,
  author: authorSchema,
  body: bodySchema,
  clientId: clientId.optional(),
  /** The decision behind a message of the assistant or a handoff. */
  turnId: z.string().optional(),
});

export const conversationViewSchema = z.strictObject({
  id,
  state: stateSchema,
  /** Who speaks now, when a person does. */
  agent: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  /** While queued: place from 1 and expected wait in minutes, null where not known. */
  queue: z
    .strictObject({
      place: z.int().positive().nullable(),
      waitMinutes: z.int().positive().nullable(),
      /** The team is not there now: when it is again. */
      opensAt: at.nullable().optional(),
    })
    .nullable(),
  feedback: z.enum(['up', 'down']).nullable(),
  /** An address was left for an answer by e-mail. */
  contact: z.boolean(),
});

export type State = z.infer<typeof stateSchema>;
export type Author = z.infer<typeof authorSchema>;
export type Body = z.infer<typeof bodySchema>;
export type Notice = z.infer<typeof noticeSchema>;
export type Message = z.infer<typeof messageSchema>;
export type ConversationView = z.infer<typeof conversationViewSchema>;
