import { z } from 'zod';
import { defaultGatesSchema } from './gates.ts';
import { privacyTypeSchema } from './privacy.ts';
import { areaQaSchema, defaultQaSchema } from './qa.ts';

/** Why a conversation goes to people. A fixed list: each has its own wording, priority and team. */
export const reasons = [
  'low-confidence',
  'negative-sentiment',
  'policy-topic',
  'safety',
  'customer-request',
  'repeated-failure',
  'approval-required',
  'guard-blocked',
  'order-not-verified',
  'tool-failure',
  'stale-knowledge',
  'paused',
] as const;
export const reasonSchema = z.enum(reasons);

/** Precedence of outcomes, strictest first. */
export const outcomes = ['handoff', 'decline', 'clarify', 'answer'] as const;
export const outcomeSchema = z.enum(outcomes);

export const autonomySchema = z.enum(['human-only', 'shadow', 'assist', 'autopilot']);
export const momentSchema = z.enum(['before-draft', 'before-send']);

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens');

/** A language as articles and wording name it. */
const locale = z.string().regex(/^[a-z]{2}$/);

export const areaSchema = z.strictObject({
  id: slug,
  title: z.string(),
  assistant: z.string(),
  humans: z.string(),
  risk: z.enum(['low', 'medium', 'high']),
  controls: z.array(slug),
  owner: z.string(),
  autonomy: autonomySchema,
  max_wrong_answer_rate: z.number().min(0.001).max(0.5).optional(),
  /** Where this area is reviewed otherwise than the defaults say. */
  qa: areaQaSchema.optional(),
});

export const defaultsSchema = z.strictObject({
  /** Error budget: the share of given answers that may be wrong. Areas may have their own. */
  max_wrong_answer_rate: z.number().min(0.001).max(0.5),
  assumed_out_of_scope_share: z.number().min(0).max(0.9),
  /** How sure a release has to be that its threshold keeps the budget, for questions like those it was fitted on. */
  calibration_confidence: z.number().min(0.5).max(0.99),
  /** Promised time until a person answers, in minutes. */
  promised_minutes: z.int().positive(),
  /**
   * When the customer may be asked which of a few articles is meant: `together` is how likely one of them has to be right,
   * `share` how likely each is, measured against the best. Without it nobody is asked.
   */
  near_misses: z
    .strictObject({ together: z.number().min(0).max(1), share: z.number().min(0).max(1) })
    .nullable()
    .default(null),
  /**
   * How often the classifier may take a harmless message for a topic: an ordinary one, and one that was written to look like
   * it. `any` is for topics that are not named. Topics fitted on examples only (policy/examples).
   */
  false_alarms: z.record(slug, z.strictObject({ ordinary: z.number().min(0).max(0.5), near: z.number().min(0).max(0.9) })).default({}),
  /** Whether an article in another language than the customer's may answer where none in theirs does. */
  answer_in_other_language: z.boolean().default(false),
  /** Which languages may, most wanted first, by the customer's. A language without a chain takes all there are. */
  fallback_locales: z.record(locale, z.array(locale)).default({}),
  /** What people review, and how many mistakes an area may make before it steps down by itself. */
  qa: defaultQaSchema,
  /** What a release has to show before it may be approved (worker/release/gate.ts). */
  gates: defaultGatesSchema,
});

export const matrixSchema = z.strictObject({
  version: z.int().positive(),
  defaults: defaultsSchema,
  areas: z.array(areaSchema).min(1),
});

export const ruleSchema = z.strictObject({
  id: slug,
  title: z.string(),
  version: z.int().positive(),
  moment: momentSchema,
  /** A CEL expression over `Facts`. */
  when: z.string().min(1),
  // biome-ignore lint/suspicious/noThenProperty: a rule reads "when … then …"; rules are data and never awaited.
  then: z.strictObject({
    outcome: outcomeSchema,
    reason: reasonSchema.optional(),
    /** 1 (at once) to 4 (when there is time). */
    priority: z.int().min(1).max(4).optional(),
    team: slug.optional(),
    /** Of a handoff: an ordinary question in the same message is still answered from approved text. */
    rest: z.literal('answer').optional(),
    /** Of a handoff decided before sending: a proven order that passed its checks is shown first. */
    show: z.literal('order').optional(),
    /** Key of the approved wording; a handoff without one uses `handoff.<reason>`. */
    say: z.string().optional(),
  }),
  /**
   * Rules of the same outcome and priority that this one goes before, where both match: it gives reason, team and words.
   * `none`: every other one goes before it.
   */
  over: z.union([z.enum(['all', 'none']), z.array(slug).min(1)]).optional(),
  why: z.string().min(10),
  /** The day by which people look at this rule again. Past it, a rule that lets the assistant answer is as if it were not there. */
  review_by: z.iso.date().optional(),
});

/** What triage recognizes by patterns. `kind` says which fact it feeds. */
export const topicSchema = z.strictObject({
  id: slug,
  title: z.string(),
  kind: z.enum(['topic', 'safety', 'human', 'smalltalk', 'sentiment', 'injection']),
  area: slug.optional(),
  /** Weight of one match for `sentiment` and `injection`, 0 to 1. */
  weight: z.number().min(0).max(1).default(1),
  /** Regular expressions by language, matched without regard to case on text with plain apostrophes. */
  patterns: z.record(locale, z.array(z.string().min(2))),
  /** Matches of these take the topic back ("killing me", "how do refunds work"). */
  except: z.record(locale, z.array(z.string().min(2))).default({}),
  examples: z.array(z.string()).default([]),
});

/**
 * Messages to learn a topic from, by language: those that are it, and near misses that only look like it. The classifier of
 * a release is fitted on them (worker/release/triage); the more they differ from each other, the more it knows.
 */
export const examplesSchema = z.strictObject({
  topic: slug,
  like: z.record(locale, z.array(z.string().min(1).max(4_000))),
  unlike: z.record(locale, z.array(z.string().min(1).max(4_000))).default({}),
});

/** Approved words by key, for one locale. `{name}` is a placeholder. */
export const wordingSchema = z.strictObject({ locale, texts: z.record(z.string(), z.string().min(1)) });

/**
 * What the rules may look at. The same names appear in turn records, reports and CEL expressions. A fact that came later
 * has a default, because older records are read, too.
 */
export const factsSchema = z.strictObject({
  language: z.string(),
  topic: z.strictObject({ id: z.string(), confidence: z.number() }),
  area: z.string(),
  autonomy: autonomySchema,
  /** The area, or everything, is paused; or it was paused or lowered while this turn was under way. */
  paused: z.boolean().default(false),
  sentiment: z.strictObject({ score: z.number().min(-1).max(1), negative: z.boolean() }),
  safety: z.strictObject({ matched: z.boolean(), kind: z.string() }),
  /** `attempts` counts those of the conversation, with this message. */
  injection: z.strictObject({ matched: z.boolean(), score: z.number(), attempts: z.int().nonnegative().default(0) }),
  /** The customer uses a right over their data; the type is empty where it could not be told. */
  privacy: z
    .strictObject({ matched: z.boolean(), type: z.union([privacyTypeSchema, z.literal('')]) })
    .default({ matched: false, type: '' }),
  asksForHuman: z.boolean(),
  smalltalk: z.enum(['', 'hello', 'thanks', 'goodbye']),
  order: z.strictObject({
    /** Order number found in the conversation, empty if none. */
    reference: z.string(),
    /** The customer wants to know about an order of theirs. */
    needed: z.boolean(),
    verified: z.boolean(),
    /** `none` until the draft stage looked; `incomplete` while number or e-mail is missing. */
    status: z.enum(['none', 'incomplete', 'verified', 'refused', 'exhausted', 'unavailable']),
    missing: z.array(z.enum(['number', 'email'])),
    /** A proven order is really late: the shop or the carrier says so, or its day has passed. */
    overdue: z.boolean().default(false),
  }),
  conversation: z.strictObject({
    turns: z.int(),
    failures: z.int(),
    returnedFrom: z.union([reasonSchema, z.literal('')]),
    /** The last outcome was the question which of a few articles is meant. */
    clarified: z.boolean().default(false),
  }),
  knowledge: z.strictObject({
    found: z.boolean(),
    confidence: z.number(),
    threshold: z.number(),
    /** What the threshold rests on: judged questions of these articles, shipped figures, or nothing at all. */
    evidence: z.enum(['fitted', 'shipped', 'none']).default('none'),
    article: z.string(),
    stale: z.boolean(),
    /** How many articles could be offered because none is sure enough alone; 0, or 2 to 4. */
    near: z.int().default(0),
    /** The customer took the article from those offered. */
    chosen: z.boolean().default(false),
    /** Languages of articles that may answer, most wanted first; empty when nothing is written in any of them. */
    locales: z.array(z.string()).default([]),
  }),
  guard: z.strictObject({ checked: z.boolean(), passed: z.boolean() }),
  refund: z
    .strictObject({
      /** The customer wants money back, in an area where that is looked at: not a question about how refunds work. */
      requested: z.boolean(),
      /** Strictest of all items asked for, once the order is proven; empty before. */
      eligible: z.enum(['', 'yes', 'no', 'needs-person']),
      /** What may be given back of them, in the minor unit of the order's currency. */
      amount: z.int().nonnegative(),
      /** The ledger has approved it, within every limit. Never true before it did. */
      automatic: z.boolean(),
    })
    .default({ requested: false, eligible: '', amount: 0, automatic: false }),
});

export type Reason = z.infer<typeof reasonSchema>;
export type OutcomeKind = z.infer<typeof outcomeSchema>;
export type Autonomy = z.infer<typeof autonomySchema>;
export type Moment = z.infer<typeof momentSchema>;
export type Area = z.infer<typeof areaSchema>;
export type Matrix = z.infer<typeof matrixSchema>;
export type Rule = z.infer<typeof ruleSchema>;
export type Topic = z.infer<typeof topicSchema>;
export type Examples = z.infer<typeof examplesSchema>;
export type Wording = z.infer<typeof wordingSchema>;
export type Facts = z.infer<typeof factsSchema>;
