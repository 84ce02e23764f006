import { z } from 'zod';
import { areaSchema, autonomySchema, outcomeSchema, reasonSchema } from '../../policy/schema.ts';
import { changeSchema, levelSchema, pauseSchema } from '../rooms/controls-schema.ts';

/** What happened in one area in the last days. */
export const numbersSchema = z.strictObject({
  turns: z.int(),
  outcomes: z.partialRecord(outcomeSchema, z.int()),
  /** Escalations by reason, most frequent first. */
  reasons: z.array(z.strictObject({ reason: reasonSchema, count: z.int() })),
  reviewed: z.int(),
  defects: z.int(),
  /** Estimated share of turns with a defect and its ends, each with 90 % confidence; null where nothing was reviewed. */
  rate: z.strictObject({ share: z.number(), lower: z.number(), upper: z.number() }).nullable(),
});
export type Numbers = z.infer<typeof numbersSchema>;

const controlSchema = z.strictObject({
  id: z.string(),
  words: z.string(),
  sources: z.array(z.string()),
  tests: z.array(z.string()),
});

/** The living matrix: what the release says, what was set since, and what came of it. */
export const matrixReportSchema = z.strictObject({
  release: z.string().nullable(),
  days: z.int(),
  /** Set when everything is paused. */
  all: pauseSchema.nullable(),
  areas: z.array(
    z.strictObject({
      ...areaSchema.pick({ id: true, title: true, assistant: true, humans: true, risk: true, owner: true }).shape,
      controls: z.array(controlSchema),
      /** The highest level the approved matrix allows. */
      ceiling: autonomySchema,
      /** Its controls leave it to people for good. */
      forPeople: z.boolean(),
      /** Every message passes it: what is set here holds in all areas, and its turns are counted in theirs. */
      everywhere: z.boolean(),
      /** Its own level now, pauses apart. */
      level: autonomySchema,
      /** What that comes to together with the level of what every message passes. */
      inForce: autonomySchema,
      /** What set it, where it was set at the desk or by the system; null: as released. */
      set: levelSchema.nullable(),
      pause: pauseSchema.nullable(),
      numbers: numbersSchema,
    }),
  ),
  /** The latest changes of pauses and levels, newest first. */
  changes: z.array(changeSchema),
});
export type MatrixReport = z.infer<typeof matrixReportSchema>;
export type MatrixArea = MatrixReport['areas'][number];
