import type { ModelReport } from '../../../worker/desk/model-schema.ts';
import { moneyWords } from '../context/model-lines.ts';
import { percent } from './words.ts';

const number = (value: number): string => value.toLocaleString('en');

const breakers: Record<NonNullable<ModelReport['breaker']>, string> = {
  closed: 'Working',
  open: 'Resting after several faults; approved text goes out meanwhile',
  'half-open': 'Resting; the next call tries it again',
};

/** Why, and what to do about it. */
const held: Record<NonNullable<ModelReport['heldBack']>, string> = {
  'no-model': 'No',
  off: 'No: model.yaml asks no model for answers',
  unmeasured: 'No, drafts for people only: the guard was not measured. Run npm run guard-eval',
  'other-guard': 'No, drafts for people only: another guard was measured. Run npm run guard-eval again',
  'other-judge': 'No, drafts for people only: it was measured with another judge, or without. Run npm run guard-eval again',
  'too-few-cases': 'No, drafts for people only: too few cases were measured. Run npm run guard-eval with more',
  misses: 'No, drafts for people only: the guard misses too much',
};

function measuredWords({ at, unsupported, missed, most }: NonNullable<ModelReport['measured']>): string {
  const share = unsupported === 0 ? '' : ` (${percent(missed / unsupported)}, at most ${percent(most)} may be)`;
  return `${number(missed)} of ${number(unsupported)} unsupported drafts missed${share}, measured ${at}`;
}

/** What a lead reads of the model, as terms and what they are. */
export function modelPairs(report: ModelReport): [term: string, words: string][] {
  const { installed, breaker, spent, priced, budget, heldBack, measured } = report;
  if (!installed || breaker === null || spent === null) return [];
  const money = priced ? `, cost ${moneyWords(spent.money)} of ${moneyWords(budget.money)}` : ', cost not counted without prices';
  return [
    ['State', breakers[breaker]],
    ['Today', `${number(spent.tokens)} of ${number(budget.tokens)} tokens${money}`],
    ['Autopilot', heldBack === null ? 'Yes, where an area is on autopilot' : held[heldBack]],
    ...(measured ? [['Guard', measuredWords(measured)] satisfies [string, string]] : []),
  ];
}

/** How to get one. Names of variables are those of docs/deploy.md. */
export const howTo =
  'Set HANDRAIL_MODEL_DRIVER (openai or workers-ai), HANDRAIL_MODEL_NAME and, for openai, the secret HANDRAIL_MODEL_KEY and, for another server, HANDRAIL_MODEL_URL. Without one, approved text goes out as it is.';
