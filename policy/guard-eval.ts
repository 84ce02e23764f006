import { z } from 'zod';

/** What `npm run guard-eval` measured, on cases kept aside: the guard's right to let composed text go out by itself. */
export const guardEvalSchema = z.strictObject({
  /** The guard, with its version, as in "embedded-1". Another one has to be measured again. */
  guard: z.string(),
  /** Driver and model of the judge beside it; null: none. */
  judge: z.string().nullable(),
  at: z.iso.date(),
  /** SHA-256 of the file of cases. */
  cases: z.string(),
  /** Drafts with an unsupported sentence, and how many of them passed. */
  unsupported: z.int().nonnegative(),
  missed: z.int().nonnegative(),
  /** Faithful drafts, and how many of them were blocked. */
  faithful: z.int().nonnegative(),
  blocked: z.int().nonnegative(),
});
export type GuardEval = z.infer<typeof guardEvalSchema>;

/** Missed drafts among the unsupported ones, at most. */
export const MOST_MISSED = 0.02;
/** Fewer cases show nothing: with 150 and none missed, 2 % is the upper end of the 95 % interval. */
export const FEWEST_CASES = 150;

/** Whether this guard, with this judge, has shown that its composed text may go out without a person. */
export function admits(measured: GuardEval | null, guard: string, judge: string | null): boolean {
  if (measured === null || measured.guard !== guard || measured.judge !== judge) return false;
  return measured.unsupported >= FEWEST_CASES && measured.missed / measured.unsupported <= MOST_MISSED;
}

/** Why a result does not count for this guard, or for turns that are judged or not; composed text goes to people then. */
export function adviceOnGuardEval(measured: GuardEval | null, guard: string, judged: boolean): string[] {
  if (measured === null) return [];
  const again = `so composed text goes to people; measure again: npm run guard-eval --${judged ? ' --judge' : ''} --write`;
  if (measured.guard !== guard) return [`guard-eval.yaml: it is about the guard "${measured.guard}", and this is "${guard}", ${again}`];
  if ((measured.judge !== null) === judged) return [];
  const how = judged ? 'without a judge, and model.yaml asks one' : 'with a judge, and model.yaml asks none';
  return [`guard-eval.yaml: it was measured ${how}, ${again}`];
}

/** Figures that cannot be. */
export function checkGuardEval(measured: GuardEval | null): string[] {
  if (measured === null || (measured.missed <= measured.unsupported && measured.blocked <= measured.faithful)) return [];
  return ['guard-eval.yaml: it counts more misses than cases; run npm run guard-eval again.'];
}
