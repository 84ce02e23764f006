import { type Comparable, similarity, type Weigh } from './similarity.ts';

/** A group as far as it is compared: the wordings kept of it. */
export interface Candidate {
  number: number;
  wordings: readonly Comparable[];
}

/**
 * From here on a question joins. On the careful side: two groups for one question cost a lead a glance, two questions in
 * one group hide one of them (measured in docs/decisions/0009-unanswered-questions.md).
 */
export const enough = 0.28;

/** The group a question belongs to, or null: it opens one. Of equals the older group wins, so that the order of reading does not matter. */
export function nearest(question: Comparable, candidates: readonly Candidate[], weigh: Weigh): number | null {
  let best: { number: number; near: number } | null = null;
  for (const { number, wordings } of candidates) {
    const near = closeness(question, wordings, weigh);
    if (near < enough) continue;
    if (best === null || near > best.near || (near === best.near && number < best.number)) best = { number, near };
  }
  return best?.number ?? null;
}

/** The mean of the two nearest wordings: one alone would let a group creep from subject to subject. */
function closeness(question: Comparable, wordings: readonly Comparable[], weigh: Weigh): number {
  let [first, second] = [0, 0];
  for (const wording of wordings) {
    const near = similarity(question, wording, weigh);
    if (near > first) [first, second] = [near, first];
    else second = Math.max(second, near);
  }
  return wordings.length > 1 ? (first + second) / 2 : first;
}
