import { z } from 'zod';

/** `dead`: nobody took it in any of its tries; it waits for a person. `nobody`: there was no system to tell. */
export const noticeStatusSchema = z.enum(['waiting', 'sent', 'nobody', 'dead']);
export const noticeFilterSchema = z.enum(['failed', 'waiting', 'sent']);

export const attemptSchema = z.strictObject({
  at: z.iso.datetime(),
  /** `expired`: given up because the whole system was out of reach. `replayed`: a person had it told again. */
  what: z.enum(['sent', 'nobody', 'failed', 'expired', 'replayed']),
  detail: z.string(),
  /** Name of who replayed it; '' otherwise. */
  by: z.string(),
});

export const noticeSchema = z.strictObject({
  id: z.string(),
  /** One of `eventTypes`, or one of a newer worker. */
  type: z.string(),
  /** When it arrived here. */
  at: z.iso.datetime(),
  status: noticeStatusSchema,
  tries: z.int(),
  /** Of the next try; null once it is over. */
  next: z.iso.datetime().nullable(),
  ended: z.iso.datetime().nullable(),
  /** '' where it is about none. */
  conversation: z.string(),
  last: attemptSchema.nullable(),
});

export const noticesReportSchema = z.strictObject({
  counts: z.strictObject({ failed: z.int(), waiting: z.int(), sent: z.int() }),
  /** The site's system as a whole: since when nothing arrives, and when it is asked again. Null while it answers. */
  failing: z.strictObject({ since: z.iso.datetime(), failures: z.int(), next: z.iso.datetime().nullable() }).nullable(),
  /** When it last took something. */
  sentAt: z.iso.datetime().nullable(),
  /** The latest of those asked for. */
  notices: z.array(noticeSchema),
});

/** What the desk's page shows. */
export const webhooksPageSchema = noticesReportSchema.extend({
  /** Where it is told, without what may be a secret in it; null where the site has no such system. */
  endpoint: z.string().nullable(),
});

export const noticeDetailSchema = z.strictObject({ notice: noticeSchema, attempts: z.array(attemptSchema) });

export type NoticeFilter = z.infer<typeof noticeFilterSchema>;
export type Attempt = z.infer<typeof attemptSchema>;
export type Notice = z.infer<typeof noticeSchema>;
export type NoticesReport = z.infer<typeof noticesReportSchema>;
export type NoticeDetail = z.infer<typeof noticeDetailSchema>;
export type WebhooksPage = z.infer<typeof webhooksPageSchema>;
