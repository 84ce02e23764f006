import type { Policy } from '../../policy/bundle.ts';
import { admits, FEWEST_CASES, type GuardEval, MOST_MISSED } from '../../policy/guard-eval.ts';
import { modelDefaults } from '../../policy/model.ts';
import type { ModelState } from '../ports/model/driver.ts';
import { isInstalled } from '../ports/model/none.ts';
import { GUARD } from '../turn/ground/ground.ts';
import type { ModelReport } from './model-schema.ts';

/** `policy` of the active release; null: none is active. */
export function modelReport(state: ModelState, policy: Pick<Policy, 'model' | 'prompts' | 'guardEval'> | null): ModelReport {
  const { name, breaker, day, priced } = askable(state, policy);
  const { budget, uses } = policy?.model ?? modelDefaults;
  const installed = isInstalled({ name });
  const measured = policy?.guardEval ?? null;
  return {
    name,
    installed,
    breaker,
    spent: day && { tokens: day.tokens, money: day.micros / 1_000_000 },
    priced,
    budget: budget.day,
    heldBack: installed ? (uses.compose ? whyHeldBack(measured, GUARD, uses.judge ? name : null) : 'off') : 'no-model',
    measured: measured && { at: measured.at, unsupported: measured.unsupported, missed: measured.missed, most: MOST_MISSED },
  };
}

/** Without a release, or with one that has no prompts, a model is asked nothing. */
function askable(state: ModelState, policy: Pick<Policy, 'prompts'> | null): ModelState {
  if (!isInstalled(state) || policy?.prompts) return state;
  return { name: policy ? 'none (the release has no prompts)' : 'none (no release is active)', breaker: null, day: null, priced: false };
}

/** Why the guard has no right to let composed text go out by itself; null exactly where it has (`admits`). */
export function whyHeldBack(measured: GuardEval | null, guard: string, judge: string | null): ModelReport['heldBack'] {
  if (admits(measured, guard, judge)) return null;
  if (measured === null) return 'unmeasured';
  if (measured.guard !== guard) return 'other-guard';
  if (measured.judge !== judge) return 'other-judge';
  return measured.unsupported < FEWEST_CASES ? 'too-few-cases' : 'misses';
}
