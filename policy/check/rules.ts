import type { Rule } from '../schema.ts';
import { expressionProblems, fileOf, readRules } from './expressions.ts';
import type { Names } from './facts.ts';
import { pairProblems } from './pairs.ts';
import { listed, type Problem } from './problem.ts';

/** `texts` are the approved words of the first language; null where that file cannot be read, as those of `unread`. */
export function ruleProblems(
  rules: readonly Rule[],
  names: Names,
  texts: Readonly<Record<string, string>> | null,
  unread: readonly string[] = [],
): Problem[] {
  const ids = [...rules.map(({ id }) => id), ...unread];
  const { rules: ready, problems } = readRules(rules);
  return [
    ...rules.flatMap((rule) => thenProblems(rule, texts)),
    ...rules.flatMap((rule) => overProblems(rule, ids)),
    ...problems,
    ...ready.flatMap((rule) => expressionProblems(rule, names)),
    ...pairProblems(ready, names),
  ];
}

function thenProblems(rule: Rule, texts: Readonly<Record<string, string>> | null): Problem[] {
  const { outcome, reason, say, priority, team, rest } = rule.then;
  const problem = (kind: string, key: string, message: string, remedy: string): Problem => ({
    kind,
    file: fileOf(rule),
    path: ['then', key],
    message,
    remedy,
  });
  const found: Problem[] = [];
  if (outcome === 'handoff' && !reason)
    found.push(problem('no-reason', 'outcome', 'a handoff needs a reason', 'write "reason:" with one of the list in policy/schema.ts'));
  if (outcome === 'decline' && !say)
    found.push(problem('no-words', 'outcome', 'a decline needs approved words', 'write "say:" with a key of the wording'));
  if (outcome !== 'handoff') {
    const unused = Object.entries({ reason, priority, team, rest }).filter(([, value]) => value !== undefined);
    for (const [key] of unused) found.push(problem('unused', key, `"${key}" means something for a handoff only`, 'take it out'));
  }
  if (say && texts && !Object.hasOwn(texts, say))
    found.push(problem('unknown-words', 'say', `no approved text "${say}"`, 'add it to every file of wording/, or correct the key'));
  return found;
}

function overProblems(rule: Rule, ids: readonly string[]): Problem[] {
  if (!Array.isArray(rule.over)) return [];
  return rule.over.flatMap((id, i): Problem[] => {
    if (ids.includes(id) && id !== rule.id) return [];
    const message = id === rule.id ? 'a rule cannot go before itself' : `"over" names rules/${id}.yaml, which is not there`;
    return [
      {
        kind: 'unknown-rule',
        file: fileOf(rule),
        path: ['over', i],
        message,
        remedy: `take it out, or use ${listed(
          ids.filter((one) => one !== rule.id),
          5,
        )}`,
      },
    ];
  });
}
