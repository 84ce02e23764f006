import type { PromptId } from '../../../policy/answers.ts';
import type { Limits } from '../attempt.ts';

export interface ModelLimits extends Limits {
  /** Milliseconds to the first whole sentence, where a driver streams and the use has sentences. */
  firstMs: number;
  /** The most that an answer may have. */
  tokens: number;
}

/** A customer waits for all but the summary. */
export const modelLimits: Record<PromptId, ModelLimits> = {
  compose: { firstMs: 3_000, attemptMs: 5_500, totalMs: 6_000, tries: 2, baseMs: 100, tokens: 700 },
  standalone: { firstMs: 1_200, attemptMs: 1_200, totalMs: 1_800, tries: 2, baseMs: 50, tokens: 200 },
  summary: { firstMs: 6_000, attemptMs: 6_000, totalMs: 7_000, tries: 2, baseMs: 200, tokens: 500 },
  second: { firstMs: 1_200, attemptMs: 1_200, totalMs: 1_800, tries: 2, baseMs: 50, tokens: 100 },
  judge: { firstMs: 1_200, attemptMs: 1_200, totalMs: 1_800, tries: 2, baseMs: 50, tokens: 150 },
};

/** All calls of one turn together: a turn has eight seconds, and what comes after a model has to fit, too. */
export const turnMs = 6_500;

/** Characters of an answer that are read at most, whatever a service sends. */
export const MAX_ANSWER = 16_000;
