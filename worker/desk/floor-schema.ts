import { z } from 'zod';
import { outcomeSchema } from '../../policy/schema.ts';

const count = z.int().nonnegative();

/** What the assistant did in the last hours, beside what the desk's socket tells of people. */
export const floorSchema = z.strictObject({
  hours: z.int().positive(),
  turns: count,
  outcomes: z.partialRecord(outcomeSchema, count),
  /** Conversations with a turn in that time, and those in which one of these turns went to a person. */
  conversations: count,
  handedOver: count,
});
export type FloorReport = z.infer<typeof floorSchema>;
