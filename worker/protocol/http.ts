import { z } from 'zod';
import { blockSchema } from '../../kb/blocks.ts';
import { at, clientId, id, text } from './basics.ts';

/** Bodies of the HTTP calls that the widget makes. */

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

export type Session = z.infer<typeof sessionSchema>;
export type ArticleView = z.infer<typeof articleViewSchema>;
