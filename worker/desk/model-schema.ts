import { z } from 'zod';

/** Tokens, and money in the currency of the model's prices. */
const amountSchema = z.strictObject({ tokens: z.number().nonnegative(), money: z.number().nonnegative() });

/** Why no composed text goes out without a person; null: it may. */
const heldBackSchema = z.enum(['no-model', 'off', 'unmeasured', 'other-guard', 'other-judge', 'too-few-cases', 'misses']);

/** The model as a lead wants to know it: which one, how it is, what it has cost today, and how far it may go. */
export const modelReportSchema = z.strictObject({
  /** Driver and model; "none", with the reason in brackets where there is more to say. */
  name: z.string(),
  installed: z.boolean(),
  /** How this server finds it. Each has its own view. Null: no model. */
  breaker: z.enum(['closed', 'open', 'half-open']).nullable(),
  /** Since midnight UTC, with what is under way. Null: no model. */
  spent: amountSchema.nullable(),
  /** False: nobody said what tokens cost, so only tokens are counted. */
  priced: z.boolean(),
  budget: amountSchema,
  heldBack: heldBackSchema.nullable(),
  /** What the guard missed, where that was measured. */
  measured: z.strictObject({ at: z.iso.date(), unsupported: z.int(), missed: z.int(), most: z.number() }).nullable(),
});
export type ModelReport = z.infer<typeof modelReportSchema>;
