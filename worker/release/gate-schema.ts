import { z } from 'zod';
import { outcomeSchema } from '../../policy/schema.ts';

const count = z.int().nonnegative();

/** A case or a golden question that came out otherwise than it says. */
export const failureSchema = z.strictObject({
  check: z.enum(['policy-case', 'golden']),
  name: z.string(),
  expected: z.string(),
  got: z.string(),
});

/** How one release ended a recorded turn. */
export const sideSchema = z.strictObject({ outcome: outcomeSchema, reason: z.string(), rule: z.string(), area: z.string() });

/** Recorded turns that the candidate would end otherwise, of one kind: never their words, only where to find them. */
export const differenceSchema = z.strictObject({
  before: sideSchema,
  after: sideSchema,
  /** Outcome, reason and rule are the same, and what is sent is not. */
  change: z.enum(['decision', 'article', 'words']),
  /** The difference in words, as "answer → handoff". */
  words: z.string(),
  count,
  /** The first of them. */
  turns: z.array(z.string()),
  articles: z.array(z.strictObject({ before: z.string().nullable(), after: z.string().nullable(), count })),
});

/** One run of a release's gate, from its start to its verdict. Kept with the site, under the hash of the release. */
export const gateSchema = z.strictObject({
  id: z.string(),
  by: z.strictObject({ id: z.string(), name: z.string() }),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  /** The release it is compared with: the one active at the start; null when there was none. */
  against: z.string().nullable(),
  verdict: z.enum(['running', 'passed', 'failed']),
  /** Steps: cases, then golden questions, then conversations. */
  done: count,
  total: count,
  /** Why it failed, one sentence each. */
  problems: z.array(z.string()),
  /** The first of them; the numbers below count all. */
  failures: z.array(failureSchema),
  cases: z.strictObject({ total: count, asked: count, failed: count, skipped: count }),
  golden: z.strictObject({ total: count, asked: count, answered: count, wrong: count, skipped: count }),
  replay: z.strictObject({
    conversations: z.array(z.string()),
    turns: count,
    changed: count,
    /** Why nothing is compared, in a sentence; empty when something is. */
    note: z.string(),
    differences: z.array(differenceSchema),
  }),
});

export type Failure = z.infer<typeof failureSchema>;
export type Side = z.infer<typeof sideSchema>;
export type Difference = z.infer<typeof differenceSchema>;
export type Gate = z.infer<typeof gateSchema>;

/** What a list of releases needs to know of a gate. */
export const gateSummarySchema = gateSchema
  .pick({ id: true, by: true, startedAt: true, finishedAt: true, against: true, verdict: true, done: true, total: true, problems: true })
  .extend({ failures: count, changed: count });
export type GateSummary = z.infer<typeof gateSummarySchema>;

export const summaryOf = ({ failures: _, cases, golden, replay, ...gate }: Gate): GateSummary => ({
  ...gate,
  failures: cases.failed + golden.wrong,
  changed: replay.changed,
});
