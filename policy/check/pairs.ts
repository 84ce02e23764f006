import { isOver } from '../evaluate.ts';
import { outcomes, type Rule } from '../schema.ts';
import { fileOf, type ReadRule, search } from './expressions.ts';
import type { Names } from './facts.ts';
import type { Problem } from './problem.ts';
import { type Constraint, factIn } from './satisfy.ts';

const strictness = ({ then }: Rule): number => outcomes.indexOf(then.outcome);
const priority = ({ then }: Rule): number => then.priority ?? 3;

/** Rules that make each other pointless, or of which only their names decide. Each pair is asked once. */
export function pairProblems(rules: readonly ReadRule[], names: Names): Problem[] {
  return rules.flatMap((one, i) =>
    rules
      .filter(({ rule }, j) => j !== i && rule.moment === one.rule.moment)
      .flatMap((other): Problem[] => {
        if (goesBefore(other.rule, one.rule)) return shadow(one, other, names);
        return one.rule.id < other.rule.id ? clash(one, other, names) : [];
      }),
  );
}

/** Wherever both match, the first decides and the second has no say. */
function goesBefore(first: Rule, second: Rule): boolean {
  if (strictness(first) !== strictness(second)) return strictness(first) < strictness(second);
  return priority(first) < priority(second) || (priority(first) === priority(second) && isOver(first, second) && !isOver(second, first));
}

function shadow(one: ReadRule, stricter: ReadRule, names: Names): Problem[] {
  // Is there a message for which this rule matches and the other does not?
  if (search([one, stricter], [...one.parts, stricter.not], names).kind !== 'none') return [];
  const { id, then } = stricter.rule;
  return [
    {
      kind: 'unreachable',
      file: fileOf(one.rule),
      path: ['when'],
      at: 0,
      message: `this never decides: whenever it matches, rules/${id}.yaml (${then.outcome}) matches too and goes before it`,
      remedy: `narrow one of the two, or delete this rule`,
    },
  ];
}

/** What a customer or an agent notices of a decision. */
const seenOf = ({ then }: Rule) => [then.reason ?? '', then.team ?? 'care', then.say ?? ''].join('\n');

function clash(one: ReadRule, other: ReadRule, names: Names): Problem[] {
  const [a, b] = [one.rule, other.rule];
  if (a.then.outcome !== b.then.outcome || priority(a) !== priority(b) || seenOf(a) === seenOf(b)) return [];
  // Each before the other is no order.
  if (isOver(a, b) !== isOver(b, a)) return [];
  const both = search([one, other], [...one.parts, ...other.parts, ...together(one, other, names)], names);
  if (both.kind !== 'found') return [];
  return [
    {
      kind: 'clash',
      file: fileOf(a),
      path: ['then'],
      message: `clashes with rules/${b.id}.yaml: both match where ${shown(both.facts)}, with the same outcome and priority but another reason, team or words`,
      remedy: `give one another priority, or write "over: [${b.id}]" in the rule that should go first`,
    },
  ];
}

/**
 * What the matrix and the topics say about facts that come together: an area is never above its level, and a topic brings its
 * area (danger and money come before it). Not asked of single rules: who lowers a level for a while keeps the rules.
 */
function together(one: ReadRule, other: ReadRule, { levels, areasOf }: Names): Constraint[] {
  const facts = new Set([...one.mentions.facts, ...other.mentions.facts]);
  const among = (text: string, value: unknown, map: ReadonlyMap<string, readonly string[]>): boolean =>
    map.get(text)?.includes(String(value)) ?? true;
  const area = (seen: Record<string, unknown>) => String(seen.area);
  const found: Constraint[] = [];
  if (facts.has('area') && facts.has('autonomy'))
    found.push({ facts: ['area', 'autonomy'], holds: (seen) => among(area(seen), seen.autonomy, levels) });
  if (facts.has('area') && facts.has('topic.id'))
    found.push({ facts: ['area', 'topic.id'], holds: (seen) => among(String(factIn(seen, 'topic.id')), area(seen), areasOf) });
  return found;
}

function shown(facts: Record<string, unknown>): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name} is ${typeof value === 'bigint' ? value : JSON.stringify(value)}`)
    .join(', ');
}
