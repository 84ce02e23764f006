import { z } from 'zod';
import type { Matrix } from './schema.ts';

const share = z.number().min(0).max(1);

const fields = {
  /** Share of the turns that people review, where nothing below says otherwise. */
  sample: share,
  /** Other shares for what there is little of, or what needs a closer look: by outcome. */
  by_outcome: z.strictObject({ answer: share, clarify: share, decline: share, handoff: share }).partial(),
  /** Handoffs with a draft for the people: what the assistant would say if its area ran on autopilot. */
  drafts: share,
  /** Error budget of reviewed turns: above it, for sure, the area steps down by itself. */
  max_defect_rate: z.number().min(0.001).max(0.5),
  /** Older turns are not evidence of how the area does today. */
  window_days: z.int().min(1).max(365),
  /** One mistake alone changes nothing, however few turns were reviewed. */
  min_defects: z.int().min(1).max(100),
};

/** Quality assurance: which share of the turns is drawn for review, and which defects make an area step down. */
export const qaSchema = z.strictObject(fields);
export type Qa = z.infer<typeof qaSchema>;

/** What an area may say differently. */
export const areaQaSchema = qaSchema.partial();

/** Releases and matrices that say nothing of it. */
export const qaDefaults: Qa = {
  sample: 0.1,
  by_outcome: {},
  drafts: 0.25,
  max_defect_rate: 0.05,
  window_days: 30,
  min_defects: 2,
};

export const defaultQaSchema = areaQaSchema.transform((said): Qa => ({ ...qaDefaults, ...said })).default(qaDefaults);

/** What holds for an area: its own words, else those for all. */
export function qaOf({ defaults, areas }: Matrix, area: string): Qa {
  const own = areas.find(({ id }) => id === area)?.qa ?? {};
  return { ...defaults.qa, ...own, by_outcome: { ...defaults.qa.by_outcome, ...own.by_outcome } };
}
