import { z } from 'zod';

/** What a release has to show before a person may approve it. */
export const gatesSchema = z.strictObject({
  /**
   * The day on which cases and golden questions happen, so that they come out the same whenever they are asked: articles come up
   * for review and sample orders travel on. Null: the day of the gate.
   */
  day: z.iso.date().nullable(),
  /** Share of answers to golden questions that may be wrong. */
  golden_wrong: z.number().min(0).max(0.5),
  /** Share of golden questions that must be answered. */
  golden_answered_min: z.number().min(0).max(1),
  /** How many recorded conversations are asked again, the latest first. */
  replayed: z.int().min(0).max(1_000),
});
export type Gates = z.infer<typeof gatesSchema>;

export const gatesDefaults: Gates = { day: null, golden_wrong: 0.02, golden_answered_min: 0, replayed: 200 };

/** A matrix may say some of it, and an older one says nothing. */
export const defaultGatesSchema = gatesSchema
  .partial()
  .transform((said): Gates => ({ ...gatesDefaults, ...said }))
  .default(gatesDefaults);
