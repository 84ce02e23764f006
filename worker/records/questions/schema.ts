import { z } from 'zod';
import { outcomeSchema } from '../../../policy/schema.ts';

/** What the desk is told about unanswered questions, and what it may ask. The page imports the types only. */
export const questionStatusSchema = z.enum(['open', 'done', 'ignored']);

const at = z.iso.datetime();
const language = z.string().regex(/^[a-z]{2,3}$/, 'is not a language like en');
const number = z.int().positive();
const limit = z.coerce.number().int().min(1).max(100).default(50);

export const questionGroupSchema = z.strictObject({
  number,
  status: questionStatusSchema,
  /** The wording that was used most. */
  example: z.string(),
  count: z.int().positive(),
  firstAt: at,
  lastAt: at,
  /** Most asked first. */
  languages: z.array(z.strictObject({ language: z.string(), count: z.int().positive() })),
  /** The article that came closest, and was not close enough. */
  article: z.strictObject({ id: z.string(), title: z.string() }).nullable(),
  /** The last time somebody marked it, and how often it was asked since. */
  changed: z.strictObject({ at, name: z.string(), asked: z.int().nonnegative() }).nullable(),
});

export const questionGroupsSchema = z.strictObject({
  groups: z.array(questionGroupSchema),
  /** How many groups there are of each status, whatever else is filtered. */
  totals: z.strictObject({ open: z.int(), done: z.int(), ignored: z.int() }),
  /** Languages in which anything was asked. */
  languages: z.array(z.string()),
  /** Goes into `after` of the next call; null at the end. */
  next: z.string().nullable(),
});

export const questionSchema = z.strictObject({
  turnId: z.string(),
  conversationId: z.string(),
  at,
  language: z.string(),
  text: z.string(),
  outcome: outcomeSchema,
});

export const questionChangeSchema = z.strictObject({ at, name: z.string(), status: questionStatusSchema });

export const questionGroupPageSchema = z.strictObject({
  group: questionGroupSchema,
  /** Newest first. */
  questions: z.array(questionSchema),
  changes: z.array(questionChangeSchema),
  next: z.string().nullable(),
});

export const groupsQuerySchema = z.strictObject({
  status: questionStatusSchema.default('open'),
  language: language.optional(),
  /** A day: groups asked on it or later. */
  since: z.iso.date().optional(),
  after: z
    .string()
    .regex(/^\d{1,9}~[\d:.TZ-]{20,30}~\d{1,9}$/)
    .optional(),
  limit,
});

export const groupQuerySchema = z.strictObject({
  after: z
    .string()
    .regex(/^[\d:.TZ-]{20,30}~[\w.-]{1,80}$/)
    .optional(),
  limit,
});

export const markRequestSchema = z.strictObject({ status: questionStatusSchema });
export const groupNumberSchema = z.coerce.number().int().positive().max(999_999_999);

export type QuestionStatus = z.infer<typeof questionStatusSchema>;
export type QuestionGroup = z.infer<typeof questionGroupSchema>;
export type QuestionGroups = z.infer<typeof questionGroupsSchema>;
export type Question = z.infer<typeof questionSchema>;
export type QuestionChange = z.infer<typeof questionChangeSchema>;
export type QuestionGroupPage = z.infer<typeof questionGroupPageSchema>;
export type GroupsQuery = z.infer<typeof groupsQuerySchema>;
export type GroupQuery = z.infer<typeof groupQuerySchema>;
