import { z } from 'zod';
import { outcomeSchema } from '../../../policy/schema.ts';

/** A line of a cases file. Unknown keys are ignored, so that other tools may add their own. */
export const caseSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  messages: z.array(z.string()).min(1),
  expect: z
    .object({
      outcome: outcomeSchema.optional(),
      article: z.string().nullable().optional(),
      rule: z.string().optional(),
      area: z.string().optional(),
      outcomeIn: z.array(outcomeSchema).optional(),
      notReason: z.string().optional(),
    })
    .optional(),
  outcomeIn: z.array(outcomeSchema).optional(),
  notReason: z.string().optional(),
  locale: z.string().default('en'),
});
export type Case = z.infer<typeof caseSchema>;
