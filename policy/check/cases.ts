import { caseFileSchema, factsWith } from '../case.ts';
import { outcomeSchema, type Rule } from '../schema.ts';
import type { PlacedProblem, Problem } from './problem.ts';
import { readSource, validate } from './source.ts';

/** A file below cases/, by its path from there: "low-confidence/handoff/asdf.json". */
export interface CaseText {
  path: string;
  text: string;
}

/** Fewer cases than these prove nothing about a rule. */
export const fewestCases = 3;

export function caseProblems(files: readonly CaseText[], rules: readonly Rule[], unread: readonly string[] = []): PlacedProblem[] {
  const messages = new Map<string, string>();
  const inFiles = files.flatMap(({ path, text }): PlacedProblem[] => {
    const file = `cases/${path}`;
    const misplaced = placeProblems(file, path, rules, unread);
    const read = readCase(file, text);
    const said = read.messages?.join('\n');
    const other = said === undefined ? undefined : messages.get(said);
    if (said !== undefined && other === undefined) messages.set(said, file);
    const again: Problem[] =
      other === undefined
        ? []
        : [{ kind: 'case-twice', file, path: ['messages'], message: `${other} asks the same`, remedy: 'delete one of the two' }];
    return [...misplaced.map((one) => ({ ...one, line: 1 })), ...read.problems, ...again.map((one) => ({ ...one, line: 1 }))];
  });
  const few = rules.flatMap(({ id, then }): PlacedProblem[] => {
    const count = files.filter(({ path }) => path.startsWith(`${id}/`)).length;
    if (count >= fewestCases) return [];
    const message =
      count === 0 ? 'the rule has no cases' : `the rule has ${count} case${count === 1 ? '' : 's'}, fewer than ${fewestCases}`;
    return [
      {
        kind: count === 0 ? 'no-cases' : 'few-cases',
        file: `rules/${id}.yaml`,
        path: [],
        line: 1,
        message,
        remedy: `write messages or facts in cases/${id}/${then.outcome}/`,
      },
    ];
  });
  return [...inFiles, ...few];
}

function placeProblems(file: string, path: string, rules: readonly Rule[], unread: readonly string[]): Problem[] {
  const [id = '', outcome = '', name = '', ...deeper] = path.split('/');
  const problem = (kind: string, message: string, remedy: string): Problem => ({ kind, file, path: [], message, remedy });
  if (name === '' || deeper.length > 0 || !outcomeSchema.safeParse(outcome).success)
    return [
      problem(
        'case-place',
        'no rule and outcome can be told from this path',
        'move it to cases/RULE/OUTCOME/NAME.json, OUTCOME being answer, clarify, decline or handoff',
      ),
    ];
  const found: Problem[] = [];
  const rule = rules.find((one) => one.id === id);
  if (!rule && !unread.includes(id))
    found.push(problem('case-orphan', `there is no rule "${id}"`, `write rules/${id}.yaml, or move the case to the rule that decides it`));
  if (rule && rule.then.outcome !== outcome)
    found.push(
      problem(
        'case-outcome',
        `the rule "${id}" ends in ${rule.then.outcome}, never in ${outcome}`,
        `move it to cases/${id}/${rule.then.outcome}/, or to the rule that decides it`,
      ),
    );
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*\.json$/.test(name))
    found.push(problem('case-name', 'the name is not lower-case words joined by hyphens', 'name the file by its sentence'));
  return found;
}

function readCase(file: string, text: string): { messages: string[] | null; problems: PlacedProblem[] } {
  // JSON is YAML that has places; what only YAML allows is refused all the same.
  const source = readSource(file, text);
  try {
    JSON.parse(text);
  } catch {
    const line = source.problems[0]?.line ?? 1;
    return {
      messages: null,
      problems: [{ kind: 'case-json', file, path: [], line, message: 'this is no JSON', remedy: 'see "Add a case" in policy/README.md' }],
    };
  }
  const { value, problems } = validate(caseFileSchema, file, source);
  if (value === null) return { messages: null, problems: problems.map((one) => ({ ...one, kind: 'case-schema' })) };
  if ('messages' in value) return { messages: value.messages, problems: [] };
  const facts = factsWith(value.facts);
  if (facts.success) return { messages: null, problems: [] };
  const wrong = facts.error.issues.map(({ path, message }): PlacedProblem => {
    const at = ['facts', ...path.map(String)];
    return {
      kind: 'case-fact',
      file,
      path: at,
      line: source.line(at),
      message: `${at.join('.')}: ${message}`,
      remedy: 'use a fact of factsSchema in policy/schema.ts with a value it can have',
    };
  });
  return { messages: null, problems: wrong };
}
