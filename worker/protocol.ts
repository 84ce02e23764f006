import { z } from 'zod';
import { blockSchema } from '../kb/blocks.ts';
import { privacyTypeSchema } from '../policy/privacy.ts';
import { reasonSchema } from '../policy/schema.ts';
import { orderCardSchema } from './ports/orders/schema.ts';
import { pauseSchema } from './rooms/controls-schema.ts';
import { choiceSchema, turnRecordSchema } from './turn/record.ts';

/**
 * Every frame both ways, and the bodies of the HTTP calls the widget and the desk make. The server parses before
 * anything else; the page imports the types only.
 */
export const PROTOCOL_VERSION = 1;
/** The one subprotocol the server echoes. The ticket travels beside it: `handrail.v1, ticket.<value>`. */
export const SUBPROTOCOL = 'handrail.v1';
/** Longest customer or agent message, in UTF-16 units, and longest frame, in bytes. */
export const MAX_MESSAGE = 4_000;
export const MAX_FRAME = 65_536;

export const refusals = [
  'bad-json',
  'bad-frame',
  'unknown-type',
  'binary',
  'too-large',
  'too-long',
  'empty',
  'wrong-version',
  'hello-first',
  'not-allowed',
  'rate-limited',
  'wrong-state',
  'already-claimed',
  'withdrawn',
  'gone',
  'session-ended',
  'unavailable',
] as const;
export const refusalSchema = z.enum(refusals);

const id = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);
/** Made by the sender, so that sending again is harmless. */
const clientId = id;
const seq = z.int().nonnegative();
const text = z.string();
const at = z.iso.datetime();

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
  queue: z.strictObject({ place: z.int().positive().nullable(), waitMinutes: z.int().positive().nullable() }).nullable(),
  feedback: z.enum(['up', 'down']).nullable(),
  /** An address was left for an answer by e-mail. */
  contact: z.boolean(),
});

/* ---- the socket of one conversation: customer and agent ---- */

const hello = z.strictObject({
  type: z.literal('hello'),
  protocol: z.int(),
  /** Last sequence held and the history it belongs to; null and null for a new page. */
  since: seq.nullable(),
  history: z.string().nullable(),
});

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
  z.strictObject({ type: z.literal('typing'), author: authorSchema, on: z.boolean() }),
  /** Agents only: why the assistant acted. All records after hello, then each new one. */
  z.strictObject({ type: z.literal('records'), records: z.array(turnRecordSchema) }),
  /** Agents only: what is known about the customer. */
  z.strictObject({
    type: z.literal('customer'),
    customer: z.strictObject({
      label: z.string(),
      /** From a signed identity; absent for an anonymous visitor. */
      verified: z.strictObject({ id: z.string(), name: z.string().optional(), email: z.string().optional() }).nullable(),
      /** Left by the customer, not verified. */
      contactEmail: z.string().nullable(),
      page: z.string().nullable(),
    }),
  }),
  z.strictObject({ type: z.literal('refused'), reason: refusalSchema, clientId: clientId.optional(), detail: z.string() }),
]);

/* ---- the desk's socket: queue and presence, never chat ---- */

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
  /** Of a privacy request: the last day for its answer, and its kind where that could be told. */
  due: z.iso.date().optional(),
  privacyType: privacyTypeSchema.optional(),
  /** Order number and e-mail address that the customer already gave; nobody has checked them. */
  given: z.strictObject({ order: z.string(), email: z.string() }).optional(),
  agent: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
});

export const roleSchema = z.enum(['agent', 'lead', 'admin']);
export const personSchema = z.strictObject({ id: z.string(), name: z.string(), role: roleSchema });

export const deskClientFrame = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('hello'), protocol: z.int() }),
  z.strictObject({ type: z.literal('claim'), handoffId: z.string().max(64) }),
]);

export const deskServerFrame = z.discriminatedUnion('type', [
  /** The whole queue in priority order, and who is connected. */
  z.strictObject({
    type: z.literal('queue'),
    protocol: z.int(),
    me: personSchema,
    entries: z.array(queueEntrySchema),
    agents: z.array(personSchema),
  }),
  /** Coalesced: entries that are new or changed, handoff ids that left the queue, and everyone connected if that changed. */
  z.strictObject({
    type: z.literal('changes'),
    entries: z.array(queueEntrySchema),
    removed: z.array(z.string()),
    agents: z.array(personSchema).optional(),
  }),
  /** What is paused now: after hello, and whenever it changes. */
  z.strictObject({ type: z.literal('pauses'), pauses: z.array(pauseSchema) }),
  z.strictObject({ type: z.literal('claimed'), handoffId: z.string(), conversationId: id }),
  z.strictObject({ type: z.literal('refused'), reason: refusalSchema, handoffId: z.string().optional(), detail: z.string() }),
]);

/* ---- HTTP bodies ---- */

export const sessionRequestSchema = z.strictObject({
  site: z.string().regex(/^[a-z0-9-]{2,40}$/),
  visitor: z.string().max(4_096).optional(),
  /** JWT signed by the site's server (HS256). */
  identity: z.string().max(4_096).optional(),
  locale: z.string().max(20).optional(),
});

/** What the chat needs to open: who the visitor is and how the site looks and speaks. */
export const sessionSchema = z.strictObject({
  visitor: z.string(),
  /** True when the visitor token is new: conversations held under another one are not this visitor's. */
  fresh: z.boolean(),
  site: z.strictObject({ id: z.string(), name: z.string(), accent: z.string(), privacyUrl: z.string().optional() }),
  greeting: z.string(),
  suggestions: z.array(z.string()),
  /** Approved interface wording, keys without the leading `ui.`. */
  ui: z.record(z.string(), z.string()),
  maxMessage: z.int(),
});

export const conversationCreatedSchema = z.strictObject({ conversation: id });
export const ticketSchema = z.strictObject({ ticket: z.string(), expiresAt: at });
export const sendRequestSchema = z.strictObject({ clientId, text });
export const articleViewSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  blocks: z.array(blockSchema),
  reviewedOn: z.string().nullable(),
});
export const problemSchema = z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string() }) });

export type Refusal = z.infer<typeof refusalSchema>;
export type State = z.infer<typeof stateSchema>;
export type Author = z.infer<typeof authorSchema>;
export type Body = z.infer<typeof bodySchema>;
export type Notice = z.infer<typeof noticeSchema>;
export type Message = z.infer<typeof messageSchema>;
export type ConversationView = z.infer<typeof conversationViewSchema>;
export type ConversationClientFrame = z.infer<typeof conversationClientFrame>;
export type ConversationServerFrame = z.infer<typeof conversationServerFrame>;
export type QueueEntry = z.infer<typeof queueEntrySchema>;
export type Person = z.infer<typeof personSchema>;
export type DeskClientFrame = z.infer<typeof deskClientFrame>;
export type DeskServerFrame = z.infer<typeof deskServerFrame>;
export type Session = z.infer<typeof sessionSchema>;
export type ArticleView = z.infer<typeof articleViewSchema>;
