import { z } from 'zod';
import { autonomySchema } from '../../policy/schema.ts';

/** An area of the matrix, or everything. */
const scope = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is no area');
const why = z.string().trim().min(3, 'say why, in a few words').max(300);
const person = z.strictObject({ id: z.string(), name: z.string() });
const at = z.iso.datetime();

export const pauseSchema = z.strictObject({ area: scope, by: person, at, why: z.string() });

/** `by` is null where the system stepped down by itself; `why` is then its reason. */
export const levelSchema = z.strictObject({ area: scope, level: autonomySchema, by: person.nullable(), at, why: z.string() });

/** What the system lowered an area for: reviewed turns, defects among them, and the bound that is over the budget. */
export const evidenceSchema = z.strictObject({
  reviewed: z.number().nonnegative(),
  defects: z.number().nonnegative(),
  lower: z.number().min(0).max(1),
  budget: z.number().min(0).max(1),
  /** Since when the level held that was reviewed; null where it is the matrix's. Another change since makes it old evidence. */
  since: at.nullable().optional(),
});

/** One entry of the site's log about the matrix. */
export const changeSchema = z.strictObject({
  at,
  area: scope,
  what: z.enum(['paused', 'resumed', 'lowered', 'raised', 'stepped-down']),
  by: person.nullable(),
  why: z.string(),
  /** Levels before and after; null where it was no level that changed. */
  from: autonomySchema.nullable(),
  to: autonomySchema.nullable(),
});

export const pauseRequestSchema = z.strictObject({ area: scope, on: z.boolean(), why });
export const autonomyRequestSchema = z.strictObject({ area: scope, level: autonomySchema, why });

export type Person = z.infer<typeof person>;
export type Pause = z.infer<typeof pauseSchema>;
export type Level = z.infer<typeof levelSchema>;
export type Evidence = z.infer<typeof evidenceSchema>;
export type Change = z.infer<typeof changeSchema>;

/** Everything that was set since the release was made. */
export interface Controls {
  pauses: Pause[];
  levels: Level[];
}
