import { z } from 'zod';

const amount = z.strictObject({
  /** Read and written together. */
  tokens: z.int().min(0).max(1_000_000_000),
  /** In the currency in which the model's prices are given; counted where they are known. */
  money: z.number().min(0).max(1_000_000),
});

/** What a model may cost, and what it never gets to see. */
export const modelPolicySchema = z.strictObject({
  version: z.int().positive(),
  budget: z.strictObject({ conversation: amount, day: amount }),
  /** What it is asked for. What is off is done as without a model. */
  uses: z
    .strictObject({
      compose: z.boolean(),
      standalone: z.boolean(),
      summary: z.boolean(),
      second: z.boolean(),
      /** Costs a call for each sentence. Releases made before it have none. */
      judge: z.boolean().default(false),
    })
    .default({ compose: true, standalone: true, summary: true, second: true, judge: false }),
  /** Kept from the vendor beside IBANs and numbers of identity papers, which always are. */
  hide: z.strictObject({ emails: z.boolean(), phones: z.boolean() }),
});

export type ModelPolicy = z.infer<typeof modelPolicySchema>;

/** Releases without `model.yaml`. */
export const modelDefaults: ModelPolicy = {
  version: 1,
  budget: { conversation: { tokens: 40_000, money: 0.5 }, day: { tokens: 2_000_000, money: 20 } },
  uses: { compose: true, standalone: true, summary: true, second: true, judge: false },
  hide: { emails: true, phones: true },
};

/** A conversation that may use more than a day may is a mistake. */
export function checkModel(policy: ModelPolicy | null): string[] {
  if (policy === null) return [];
  const { conversation, day } = policy.budget;
  return (['tokens', 'money'] as const)
    .filter((unit) => conversation[unit] > day[unit])
    .map((unit) => `model.yaml: a conversation may use more ${unit} than a day; lower the first or raise the second.`);
}
