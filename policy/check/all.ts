import { checkPolicy, type Policy } from '../bundle.ts';
import { namesOf } from './facts.ts';
import { matrixProblems } from './matrix.ts';
import { doubled, type Problem } from './problem.ts';
import { ruleProblems } from './rules.ts';
import { exampleProblems, type Recognizes, topicProblems } from './topics.ts';
import { wordingProblems } from './wording.ts';

/** A policy of which some files may not be readable. Nothing is said that may be wrong because of them. */
export type Parts = Omit<Policy, 'matrix'> & { matrix: Policy['matrix'] | null; broken: ReadonlySet<string> };

/** Everything wrong with what is inside a policy, whichever way it came: a folder, or a release that somebody uploads. */
export function policyProblems(parts: Parts, recognizes: Recognizes | null = null): Problem[] {
  const { matrix, rules, topics, examples, wording, broken } = parts;
  const unread = (folder: string) =>
    [...broken].flatMap((file) => (file.startsWith(`${folder}/`) ? file.slice(folder.length + 1, -'.yaml'.length) : []));
  const texts = unread('wording').includes('en') ? null : (wording[0]?.texts ?? null);
  const names = namesOf(matrix, topics, unread('topics'));
  const locales = [...wording.map(({ locale }) => locale), ...unread('wording')];
  const learned = [...examples.map(({ topic }) => topic), ...unread('examples')];
  const found = [
    ...(matrix ? matrixProblems(matrix, locales, names.topics) : []),
    ...twice('rules', rules, ({ id }) => id),
    ...twice('topics', topics, ({ id }) => id),
    ...twice('examples', examples, ({ topic }) => topic),
    ...twice('wording', wording, ({ locale }) => locale),
    ...ruleProblems(rules, names, texts, unread('rules')),
    ...topicProblems(topics, { areas: names.areas, learned }, recognizes),
    ...exampleProblems(examples, names.topics),
    ...(texts ? wordingProblems(wording) : []),
  ];
  // The other parts are compared with each other, so that all have to be there.
  const whole = matrix !== null && texts !== null && [...unread('topics'), ...unread('wording')].length === 0;
  // A file that is there and cannot be read is not called missing.
  const follows = (text: string) => [...broken].some((file) => text.includes(file));
  return whole ? [...found, ...checkPolicy({ ...parts, matrix }).flatMap((text) => (follows(text) ? [] : [stated(text)]))] : found;
}

function twice<T>(folder: string, all: readonly T[], idOf: (one: T) => string): Problem[] {
  return doubled(all.map(idOf)).map((id) => {
    return { kind: 'id-twice', file: `${folder}/${id}.yaml`, path: [], message: `the id "${id}" is used twice`, remedy: 'rename one' };
  });
}

/** "file: what is wrong; what to do." as a problem. */
function stated(text: string): Problem {
  const [, file = '', message = text, remedy = 'correct it'] = /^([\w./-]+): (.*?)(?:; ([^;]*?))?\.?$/s.exec(text) ?? [];
  const kind = /nothing enforces|leaves it to people/.test(message)
    ? 'control'
    : /^missing "/.test(message)
      ? 'missing-words'
      : (file.split(/[/.]/)[0] ?? 'policy');
  return { kind, file, path: [], message, remedy };
}
