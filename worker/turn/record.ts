import { z } from 'zod';
import { blockSchema } from '../../kb/blocks.ts';
import { factsSchema, momentSchema, outcomeSchema, reasonSchema } from '../../policy/schema.ts';
import { modelCallSchema } from '../ports/model/port.ts';
import { orderCardSchema } from '../ports/orders/schema.ts';
import { openedSchema } from './privacy/opened.ts';
import { unitSchema } from './refund/filing.ts';

/** One approved passage that retrieval found. `score` is the fused score of the search driver, higher is better. */
export const passageSchema = z.strictObject({
  articleId: z.string(),
  title: z.string(),
  score: z.number(),
  confidence: z.number().min(0).max(1),
  /** The unit of the article that matched: one of its questions, its title, or a stretch of its text. */
  matched: z.string(),
  /** Number of the article's passage that fits best, from 0, where one stands out. */
  passage: z.int().nonnegative().optional(),
});

/** An article that the customer is offered, by the title they will press. */
export const choiceSchema = z.strictObject({ articleId: z.string(), title: z.string() });

/** A passage of an article that a sentence rests on, counted from 0. */
export const citeSchema = z.strictObject({ articleId: z.string(), title: z.string(), passage: z.int().nonnegative() });

/** A sentence that a model wrote, as the guard let it through, and what it rests on. */
export const composedSentenceSchema = z.strictObject({ text: z.string(), cites: z.array(citeSchema).min(1) });

export const draftSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('verbatim'), articleId: z.string(), title: z.string(), blocks: z.array(blockSchema) }),
  z.strictObject({ kind: z.literal('order'), text: z.string(), order: orderCardSchema }),
  z.strictObject({ kind: z.literal('ask'), text: z.string(), missing: z.array(z.enum(['number', 'email'])) }),
  z.strictObject({ kind: z.literal('choose'), text: z.string(), choices: z.array(choiceSchema) }),
  z.strictObject({ kind: z.literal('text'), text: z.string() }),
  z.strictObject({
    kind: z.literal('composed'),
    text: z.string(),
    sentences: z.array(composedSentenceSchema).min(1),
    /** The article that most of it rests on. */
    articleId: z.string(),
    title: z.string(),
  }),
]);

/** What of a message that went to people was answered at once: a question in it, and the approved text. */
export const restAnswerSchema = z.strictObject({
  area: z.string().optional(),
  question: z.string(),
  draft: z.strictObject({ kind: z.literal('verbatim'), articleId: z.string(), title: z.string(), blocks: z.array(blockSchema) }),
  passages: z.array(passageSchema),
  confidence: z.number().min(0).max(1),
  ruleIds: z.array(z.string()),
});

export const verdictSchema = z.strictObject({ check: z.string(), passed: z.boolean(), detail: z.string() });

/** What was asked of a model in a turn, and what it said that may not be said. */
export const modelRecordSchema = z.strictObject({
  calls: z.array(modelCallSchema),
  /** Sentences that the guard refused, and why. */
  refused: z.array(z.strictObject({ text: z.string(), reason: z.string() })),
  /** Topics that its second opinion named. */
  second: z.array(z.string()).default([]),
});

/** A refund that was asked for with a proven order: what the policy says about each unit. Amounts in the minor unit. */
export const refundRecordSchema = z.strictObject({
  order: z.string(),
  currency: z.string(),
  total: z.int().nonnegative(),
  /** Of the first unit that is not simply given back. */
  clause: z.string(),
  /** Approved by the ledger without a person. */
  automatic: z.boolean(),
  lines: z.array(unitSchema),
});

/** What the turn decided. A value, never an exception. */
export const turnOutcomeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('answer'), draft: draftSchema }),
  z.strictObject({ kind: z.literal('clarify'), draft: draftSchema }),
  z.strictObject({ kind: z.literal('decline'), text: z.string() }),
  z.strictObject({
    kind: z.literal('handoff'),
    reason: reasonSchema,
    text: z.string(),
    priority: z.int().min(1).max(4),
    team: z.string(),
    /** The draft, a proven order, was shown to the customer just before. */
    shows: z.literal('draft').optional(),
  }),
]);

export const turnRecordSchema = z.strictObject({
  id: z.string(),
  conversationId: z.string(),
  /** ISO 8601, UTC. */
  at: z.iso.datetime(),
  release: z.string(),
  engine: z.strictObject({ embedder: z.string(), model: z.string(), search: z.string(), calibrated: z.boolean() }),
  /** The customer's words this turn answers, masked. */
  question: z.string(),
  /** What retrieval was asked instead: the message leaned on what came before. */
  asked: z.string().optional(),
  facts: factsSchema,
  passages: z.array(passageSchema),
  confidence: z.number().min(0).max(1),
  draft: draftSchema,
  verdicts: z.array(verdictSchema),
  /** Left out where none was asked. */
  model: modelRecordSchema.optional(),
  refund: refundRecordSchema.optional(),
  /** The privacy case that the message opens, whatever else decided its outcome. */
  privacy: openedSchema.optional(),
  outcome: turnOutcomeSchema,
  /** Said before the handoff; only where its rule lets the rest of a message be answered. */
  also: z.array(restAnswerSchema).optional(),
  /** Rules that produced the outcome. Empty only when no rule matched or a stage failed, which is a handoff. */
  ruleIds: z.array(z.string()),
  matched: z.array(z.strictObject({ ruleId: z.string(), moment: momentSchema, outcome: outcomeSchema })),
  /** Why no rule decided, or which could not be asked: a stage failed or took too long. Never holds a stack. */
  fault: z.string().optional(),
  /** Wall milliseconds of each wait (deployed timers stand still between waits). */
  waits: z.record(z.string(), z.number()),
  /** How likely the turn was to be reviewed, its draw, and whether it was drawn (worker/qa/sampling.ts). Older turns have none. */
  sampling: z.strictObject({ probability: z.number().min(0).max(1), draw: z.number().min(0).max(1), drawn: z.boolean() }).optional(),
  /** False when the outcome was dropped: superseded by a newer message, or a person had taken over meanwhile. */
  sent: z.boolean(),
});

export type Passage = z.infer<typeof passageSchema>;
export type Choice = z.infer<typeof choiceSchema>;
export type Cite = z.infer<typeof citeSchema>;
export type ModelRecord = z.infer<typeof modelRecordSchema>;
export type Draft = z.infer<typeof draftSchema>;
export type RestAnswer = z.infer<typeof restAnswerSchema>;
export type Verdict = z.infer<typeof verdictSchema>;
export type TurnOutcome = z.infer<typeof turnOutcomeSchema>;
export type TurnRecord = z.infer<typeof turnRecordSchema>;
