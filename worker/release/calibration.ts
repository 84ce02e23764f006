import { z } from 'zod';

const share = z.number().min(0).max(1);

/** From which score on articles of one language may be answered with, and how that is known. Part of a release. */
export const calibrationSchema = z.strictObject({
  locale: z.string(),
  /** Maker of the vectors that it was fitted with; it holds for no other. */
  maker: z.string(),
  /** Probability that the best article is right: 1 / (1 + exp(-(intercept + slope * margin))). */
  intercept: z.number(),
  slope: z.number(),
  /** How often the right article is among the next three when it is not the first. */
  next: share,
  /** Score below which even a question that was found rightly seldom is: what is weaker is not about these articles at all. */
  floor: z.number(),
  /** Where probabilities come from: these articles' own questions, or shipped figures; `none`: nobody knows. */
  source: z.enum(['fitted', 'shipped', 'none']),
  /** Questions judged without themselves, and questions that no article answers. */
  judged: z.strictObject({ questions: z.int(), outOfScope: z.int() }),
  /** Assumed share of questions that no article answers. */
  outOfScopeShare: share,
  /** Confidence of `upper`. */
  confidence: share,
  /** One line an error budget: `by` says whether the judged questions or only shipped figures carry it. */
  thresholds: z.array(
    z.strictObject({
      budget: share,
      threshold: z.number().min(0).max(2),
      by: z.enum(['fitted', 'shipped', 'none']),
      /** Expected share of in-scope questions that are answered rightly, of answers that are wrong, and its upper bound. */
      expected: z.strictObject({ coverage: share, automation: share, wrong: share, upper: share }).nullable(),
    }),
  ),
  /** Judged questions by the probability they were given. */
  reliability: z.array(z.strictObject({ from: share, to: share, questions: z.int(), predicted: share, right: share })),
});
export type Calibration = z.infer<typeof calibrationSchema>;

/** What the desk is told of the active release. The page imports the type only. */
export const knowledgeReportSchema = z.strictObject({ release: z.string().nullable(), languages: z.array(calibrationSchema) });
export type KnowledgeReport = z.infer<typeof knowledgeReportSchema>;

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/** How far the best article is ahead of the next. */
export const marginOf = (scores: readonly number[]): number => (scores[0] ?? 0) - (scores[1] ?? 0);

export const probability = ({ intercept, slope }: Pick<Calibration, 'intercept' | 'slope'>, margin: number) =>
  logistic(intercept + slope * margin);

/** Steepness with which a lead in score among the runners-up becomes a lead in probability. */
const sharpness = 8;

/** Probability of each article that it is the right one, from scores, best first. They sum to at most 1. */
export function confidences(calibration: Calibration, scores: readonly number[]): number[] {
  const first = probability(calibration, marginOf(scores));
  const rest = scores.slice(1, 4).map((score) => Math.exp(sharpness * (score - (scores[1] ?? 0))));
  // Nothing here is like the question: whatever is nearest is no likely second either.
  const sum = (scores[0] ?? 0) < calibration.floor ? 0 : rest.reduce((total, value) => total + value, 0);
  return scores.map((_, i) => (i === 0 ? first : sum === 0 ? 0 : ((1 - first) * calibration.next * (rest[i - 1] ?? 0)) / sum));
}

/** Above every probability: nothing is answered. */
export const NEVER = 2;

/** The threshold of an error budget; one that the release was not built for takes the next stricter one. */
export function thresholdFor(calibration: Calibration | undefined, budget: number): Calibration['thresholds'][number] {
  const fitting = (calibration?.thresholds ?? []).filter((line) => line.budget <= budget + 1e-9);
  return fitting.sort((a, b) => b.budget - a.budget)[0] ?? { budget, threshold: NEVER, by: 'none', expected: null };
}
