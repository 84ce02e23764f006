import { z } from 'zod';
import { attributesSchema } from '../../policy/queue.ts';
import { turnRecordSchema } from '../turn/record.ts';
import { at, clientId, refusalSchema, seq, text } from './basics.ts';
import { authorSchema, conversationViewSchema, messageSchema } from './message.ts';
import { draftDecisionSchema, noteSchema, summarySchema, viewerSchema } from './people.ts';

/** The socket of one conversation: customer and agent. */

const hello = z.strictObject({
  type: z.literal('hello'),
  protocol: z.int(),
  /** Last sequence held and the history it belongs to; null and null for a new page. */
  since: seq.nullable(),
  history: z.string().nullable(),
});

/** Any script of the page can say it, so it decides nothing: no route in the queue, no order. */
export const claimedSchema = z
  .record(z.string().min(1).max(40), z.union([z.string().max(200), z.number(), z.boolean()]))
  .refine((given) => Object.keys(given).length <= 20, 'at most 20 attributes are kept');
export type Claimed = z.infer<typeof claimedSchema>;

export const conversationClientFrame = z.discriminatedUnion('type', [
  hello,
  z.strictObject({ type: z.literal('send'), clientId, text }),
  /** Customer: bring in a person. */
  z.strictObject({ type: z.literal('person'), clientId }),
  /** Customer: leave the queue, back to the assistant. */
  z.strictObject({ type: z.literal('withdraw') }),
  z.strictObject({ type: z.literal('contact'), email: z.email().max(254), consent: z.literal(true) }),
  z.strictObject({ type: z.literal('feedback'), value: z.enum(['up', 'down']) }),
  z.strictObject({ type: z.literal('typing'), on: z.boolean() }),
  /** Customer: what the page says about them. Whatever was said before is replaced. */
  z.strictObject({ type: z.literal('attributes'), clientId, attributes: claimedSchema }),
  /** Everything up to here was on the screen. */
  z.strictObject({ type: z.literal('seen'), seq }),
  /** Agent: words for colleagues, never for the customer. A lead's note to who has the conversation is a whisper. */
  z.strictObject({ type: z.literal('note'), clientId, text, mentions: z.array(z.string().max(40)).max(20), whisper: z.boolean() }),
  /** Agent: what becomes of a draft that waits for a person. `text` is what was sent in its place. */
  z.strictObject({
    type: z.literal('decide'),
    clientId,
    turnId: z.string().max(64),
    decision: z.enum(['approve', 'edit', 'reject']),
    text: text.optional(),
    reason: z.string().max(500).optional(),
  }),
  /** Agent: give the conversation back to the assistant. */
  z.strictObject({ type: z.literal('release') }),
  /** Agent or customer: done. */
  z.strictObject({ type: z.literal('resolve') }),
]);

export const conversationServerFrame = z.discriminatedUnion('type', [
  /** Exactly the messages after `since`, in order. */
  z.strictObject({
    type: z.literal('resumed'),
    protocol: z.int(),
    history: z.string(),
    conversation: conversationViewSchema,
    messages: z.array(messageSchema),
  }),
  /** The client's position is not of this history: drop what is held and take these. */
  z.strictObject({
    type: z.literal('reset'),
    protocol: z.int(),
    history: z.string(),
    conversation: conversationViewSchema,
    messages: z.array(messageSchema),
  }),
  z.strictObject({ type: z.literal('message'), message: messageSchema }),
  z.strictObject({ type: z.literal('ack'), clientId, id: z.string(), seq: z.int().positive(), at }),
  z.strictObject({ type: z.literal('state'), conversation: conversationViewSchema }),
  /** `text`: as much of the assistant's answer as the guard has let through so far; the message that follows takes its place. */
  z.strictObject({ type: z.literal('typing'), author: authorSchema, on: z.boolean(), text: z.string().optional() }),
  /** Agents only: why the assistant acted. All records after hello, then each new one. */
  z.strictObject({ type: z.literal('records'), records: z.array(turnRecordSchema) }),
  /** Agents only: who has this conversation open, and who of them writes. */
  z.strictObject({ type: z.literal('viewers'), viewers: z.array(viewerSchema) }),
  /** Agents only. All notes after hello, then each new one. */
  z.strictObject({ type: z.literal('notes'), notes: z.array(noteSchema) }),
  /** Agents only. All decisions after hello, then each new one. */
  z.strictObject({ type: z.literal('decisions'), decisions: z.array(draftDecisionSchema) }),
  /** Agents only: what a model wrote about the conversation for whoever takes it over. Null: nothing, or not yet. */
  z.strictObject({ type: z.literal('summary'), summary: summarySchema.nullable() }),
  /** The other side has had everything up to here on its screen. */
  z.strictObject({ type: z.literal('seen'), by: z.enum(['customer', 'agent']), seq }),
  /** Agents only: what is known about the customer. */
  z.strictObject({
    type: z.literal('customer'),
    customer: z.strictObject({
      label: z.string(),
      /** From a signed identity; absent for an anonymous visitor. */
      verified: z
        .strictObject({
          id: z.string(),
          name: z.string().optional(),
          email: z.string().optional(),
          attributes: attributesSchema.optional(),
        })
        .nullable(),
      /** Left by the customer, not verified. */
      contactEmail: z.string().nullable(),
      page: z.string().nullable(),
      /** What the page says about them: shown to people, believed by nothing. */
      claimed: claimedSchema.optional(),
    }),
  }),
  z.strictObject({ type: z.literal('refused'), reason: refusalSchema, clientId: clientId.optional(), detail: z.string() }),
]);

export type ConversationClientFrame = z.infer<typeof conversationClientFrame>;
export type ConversationServerFrame = z.infer<typeof conversationServerFrame>;
