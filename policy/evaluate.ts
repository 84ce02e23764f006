import { environment, readExpression, toCel } from './expression.ts';
import { type Facts, type Moment, type OutcomeKind, outcomes, type Reason, type Rule } from './schema.ts';

/** What a set of matching rules decides. */
export interface Decision {
  outcome: OutcomeKind;
  /** Rules that produced the outcome, most urgent first. Empty when none matched. */
  ruleIds: string[];
  /** Every rule that matched, whatever it wanted. */
  matched: { ruleId: string; moment: Moment; outcome: OutcomeKind }[];
  reason: Reason | null;
  priority: number;
  team: string;
  /** Key of the approved wording, where the rule names one. */
  say: string | null;
  /** A handoff that lets ordinary questions in the same message be answered. */
  rest: boolean;
  /** A handoff before which a proven order is shown. */
  shows?: true;
  /** Rules that could not be asked, and why; left out when there are none. Never holds a stack. */
  fault?: string;
}

export interface CompiledRule {
  rule: Rule;
  /** Takes the facts as CEL sees them (`toCel`), made once for all rules. */
  holds: (facts: Record<string, unknown>) => boolean;
}

export interface CompileResult {
  rules: CompiledRule[];
  problems: string[];
}

/** Parses and type-checks every expression. `problems` name the rule's file, what is wrong in it and what to do. */
export function compileRules(rules: readonly Rule[]): CompileResult {
  const env = environment();
  const problems: string[] = [];
  const compiled: CompiledRule[] = [];
  for (const rule of rules) {
    const read = readExpression(env, rule.when);
    if (read.ok) compiled.push({ rule, holds: read.expression.holds });
    else problems.push(...read.faults.map(({ message, remedy }) => `rules/${rule.id}.yaml: ${message}; ${remedy}.`));
  }
  return { rules: compiled, problems };
}

/** A permission nobody looked at in time is none; what forbids stays. `today` is a date (UTC). */
export const hasLapsed = ({ then, review_by: day }: Rule, today: string): boolean =>
  then.outcome === 'answer' && day !== undefined && today > day;

/** A rule that matches, and what it wants. One that failed wants a person. */
interface Match {
  rule: Rule;
  wants: Rule['then'];
  fault?: string;
}

/** Nobody knows what a rule that failed would have said, so it counts as matched, and as strict as any. */
const failed: Rule['then'] = { outcome: 'handoff', reason: 'tool-failure', priority: 2, team: 'care' };

function ask({ rule, holds }: CompiledRule, seen: Record<string, unknown>): Match[] {
  try {
    return holds(seen) ? [{ rule, wants: rule.then }] : [];
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : 'unknown';
    return [{ rule, wants: failed, fault: `rule "${rule.id}" failed: ${why}` }];
  }
}

const urgency = ({ wants, fault }: Match): number => (wants.priority ?? 3) + (fault === undefined ? 0 : 0.5);

/** Whether a rule goes before another one of the same outcome and priority, because one of the two says so. */
export function isOver(rule: Rule, other: Rule): boolean {
  if (rule.id === other.id) return false;
  if (Array.isArray(rule.over) && rule.over.includes(other.id)) return true;
  if (Array.isArray(other.over) && other.over.includes(rule.id)) return false;
  return (rule.over === 'all' && other.over !== 'all') || (other.over === 'none' && rule.over !== 'none');
}

/** Most urgent first; of those that are as urgent, the one that says `over` the other; else by id, so that it is always the same. */
function inOrder(matches: readonly Match[]): Match[] {
  const rest = [...matches].sort((a, b) => urgency(a) - urgency(b) || (a.rule.id < b.rule.id ? -1 : 1));
  const sorted: Match[] = [];
  while (rest.length > 0) {
    const free = rest.findIndex((one) => !rest.some((other) => urgency(other) === urgency(one) && isOver(other.rule, one.rule)));
    sorted.push(...rest.splice(Math.max(0, free), 1));
  }
  return sorted;
}

/**
 * Strictest outcome wins: handoff > decline > clarify > answer (outcomes as values; the first two ideas are those of
 * Cedar: forbid over permit, no match means no). No rule matched: handoff. Without
 * `today` no rule has lapsed.
 */
export function evaluate(rules: readonly CompiledRule[], moment: Moment, facts: Facts, today = ''): Decision {
  const seen = toCel(facts);
  const holding = rules.filter(({ rule }) => rule.moment === moment).flatMap((rule) => ask(rule, seen));
  const matching = holding.filter(({ rule }) => !hasLapsed(rule, today));
  const matched = matching.map(({ rule, wants }) => ({ ruleId: rule.id, moment, outcome: wants.outcome }));
  const outcome = outcomes.find((kind) => matching.some(({ wants }) => wants.outcome === kind)) ?? 'handoff';
  const deciding = inOrder(matching.filter(({ wants }) => wants.outcome === outcome));
  const first = deciding[0];
  const faults = matching.flatMap(({ fault }) => fault ?? []);
  return {
    outcome,
    ruleIds: deciding.map(({ rule }) => rule.id),
    matched,
    // Where only a lapsed rule would have let the assistant speak, that is why it does not.
    reason: outcome === 'handoff' ? (first?.wants.reason ?? (holding.length > 0 && !first ? 'stale-knowledge' : 'low-confidence')) : null,
    priority: first?.wants.priority ?? 3,
    team: first?.wants.team ?? 'care',
    say: first?.wants.say ?? null,
    rest: deciding.length > 0 && deciding.every(({ wants }) => wants.rest === 'answer'),
    ...(outcome === 'handoff' && first?.wants.show === 'order' && { shows: true as const }),
    ...(faults.length > 0 && { fault: faults.join('; ') }),
  };
}
