import { z } from 'zod';
import { autonomySchema, outcomeSchema, reasonSchema } from '../../../policy/schema.ts';
import { turnRecordSchema } from '../../turn/record.ts';

/** What the desk is told about reviews, and what it may say. The page imports the types only. */

/** What can be wrong with a turn; `none` is a turn without a defect. */
export const verdicts = ['none', 'hallucination', 'tone-mismatch', 'policy-misapplication', 'incomplete-resolution'] as const;
export const verdictSchema = z.enum(verdicts);

const at = z.iso.datetime();
const area = z.string().regex(/^[a-z0-9-]{1,60}$/, 'is not an area like order-status');

export const reviewSchema = z.strictObject({
  verdict: verdictSchema,
  /** What the defect is about, word for word. */
  sentence: z.string().nullable(),
  note: z.string().nullable(),
  reviewer: z.string(),
  name: z.string(),
  at,
});

/** A drawn turn in the list. */
export const drawnSchema = z.strictObject({
  turn: z.string(),
  conversation: z.string(),
  at,
  area: z.string(),
  outcome: outcomeSchema,
  reason: reasonSchema.nullable(),
  /** Rules that decided, the first one first. */
  rules: z.array(z.string()),
  question: z.string(),
  language: z.string(),
  verdicts: z.array(reviewSchema.pick({ verdict: true, name: true })),
});

const rateFields = {
  reviewed: z.int().nonnegative(),
  defects: z.int().nonnegative(),
  /** Estimated share of all turns with a defect; null where none was reviewed. */
  rate: z.number().nullable(),
  /** Ends of its interval, each 90 % sure. */
  lower: z.number(),
  upper: z.number(),
};

/** How an area does, and how far it may go. */
export const areaQualitySchema = z.strictObject({
  area: z.string(),
  title: z.string(),
  owner: z.string(),
  level: autonomySchema,
  budget: z.number(),
  /** Days that `rate` is about. */
  days: z.int(),
  ...rateFields,
});

export const reviewListSchema = z.strictObject({
  drawn: z.array(drawnSchema),
  /** Of the turns of the last 7 days that were drawn. */
  week: z.strictObject({ drawn: z.int(), reviewed: z.int() }),
  /** How many there are in all, whatever else is filtered. */
  totals: z.strictObject({ open: z.int(), done: z.int() }),
  areas: z.array(areaQualitySchema),
  /** Goes into `after` of the next call; null at the end. */
  next: z.string().nullable(),
});

/** Words under review that came from one place. */
export const partSchema = z.strictObject({
  /** `draft`: kept for the people; the customer saw nothing of it. */
  as: z.enum(['sent', 'draft']),
  source: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('article'), articleId: z.string(), title: z.string(), passage: z.int().nullable() }),
    z.strictObject({ kind: z.literal('order'), number: z.string() }),
    /** Approved wording of the release. */
    z.strictObject({ kind: z.literal('wording') }),
  ]),
  sentences: z.array(z.string()),
});

export const reviewPageSchema = z.strictObject({
  record: turnRecordSchema,
  parts: z.array(partSchema),
  reviews: z.array(reviewSchema),
  /** What was asked before in the conversation, newest last. */
  before: z.array(z.strictObject({ at, question: z.string(), outcome: outcomeSchema })),
  /** The reader wrote to the customer in this conversation, and somebody else reviews it. */
  own: z.boolean(),
  /** Null when the area is no longer in the matrix. */
  quality: areaQualitySchema.nullable(),
});

export const reviewRequestSchema = z.strictObject({
  verdict: verdictSchema,
  sentence: z.string().min(1).max(4_000).optional(),
  note: z.string().trim().max(1_000).optional(),
});

export const reviewAnswerSchema = z.strictObject({
  review: reviewSchema,
  quality: areaQualitySchema.nullable(),
  /** The level this verdict has lowered the area to; null when it did not. */
  steppedDownTo: autonomySchema.nullable(),
});

/** Areas that the system has lowered by itself and no person has set since. */
export const steppedDownSchema = z.strictObject({
  areas: z.array(z.strictObject({ area: z.string(), title: z.string(), owner: z.string(), level: autonomySchema, at, why: z.string() })),
});

export const reviewsQuerySchema = z.strictObject({
  status: z.enum(['open', 'done']).default('open'),
  area: area.optional(),
  after: z
    .string()
    .regex(/^[\d:.TZ-]{20,30}~[\w.-]{1,80}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

export type DefectKind = z.infer<typeof verdictSchema>;
export type Review = z.infer<typeof reviewSchema>;
export type Drawn = z.infer<typeof drawnSchema>;
export type AreaQuality = z.infer<typeof areaQualitySchema>;
export type ReviewList = z.infer<typeof reviewListSchema>;
export type Part = z.infer<typeof partSchema>;
export type ReviewPage = z.infer<typeof reviewPageSchema>;
export type ReviewRequest = z.infer<typeof reviewRequestSchema>;
export type ReviewAnswer = z.infer<typeof reviewAnswerSchema>;
export type SteppedDown = z.infer<typeof steppedDownSchema>;
export type ReviewsQuery = z.infer<typeof reviewsQuerySchema>;
