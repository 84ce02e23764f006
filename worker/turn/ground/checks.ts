import { done, promises } from './checks/acts.ts';
import { advice } from './checks/advice.ts';
import { condition } from './checks/condition.ts';
import { contradiction } from './checks/contradiction.ts';
import { dates } from './checks/dates.ts';
import { leaksIn } from './checks/leaks.ts';
import { literals } from './checks/literals.ts';
import { markupIn } from './checks/markup.ts';
import { modality } from './checks/modality.ts';
import { names } from './checks/names.ts';
import { negation } from './checks/negation.ts';
import { numbers } from './checks/numbers.ts';
import { ordinals } from './checks/ordinals.ts';
import { persona } from './checks/persona.ts';
import { scope } from './checks/scope.ts';
import type { Check, Finding } from './claim.ts';
import { foreignLetters } from './clean.ts';

/** In the order in which their reasons are told. */
export const checks: readonly Check[] = [
  numbers,
  ordinals,
  dates,
  literals,
  names,
  negation,
  contradiction,
  condition,
  modality,
  scope,
  promises,
  done,
  advice,
  persona,
];

/** What is looked for in a draft as a whole, also where a passage has it word for word. */
export function wholeChecks(draft: string, sources: string): Finding[] {
  const letter = foreignLetters(draft, sources);
  return [...leaksIn(draft), ...markupIn(draft), ...(letter === null ? [] : [{ kind: 'hidden' as const, words: letter }])];
}
