import { admits, FEWEST_CASES, type GuardEval, MOST_MISSED } from '../../../policy/guard-eval.ts';
import { lowerBound, upperBound } from '../../release/interval.ts';
import { GUARD } from '../ground/ground.ts';
import { printUsage, usageOf } from '../simulate/usage.ts';
import type { JudgedCase, Measured } from './measure.ts';

/** The figures of a run, as a release keeps them. */
export function resultOf(cases: readonly JudgedCase[], from: Pick<GuardEval, 'judge' | 'at' | 'cases'>): GuardEval {
  const unsupported = cases.filter(({ supported }) => !supported);
  const faithful = cases.filter(({ supported }) => supported);
  return {
    guard: GUARD,
    ...from,
    unsupported: unsupported.length,
    missed: unsupported.filter(({ passed }) => passed).length,
    faithful: faithful.length,
    blocked: faithful.filter(({ passed }) => !passed).length,
  };
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

/** "7 of 265 = 2.6 % (95 %: 1.1 to 5.4 %)", by the two-sided Clopper-Pearson interval. */
export function shareOf(part: number, whole: number): string {
  if (whole === 0) return 'none to count';
  const [low, high] = [lowerBound(part, whole, 0.975), upperBound(part, whole, 0.975)];
  return `${part} of ${whole} = ${percent(part / whole)} (95 %: ${(low * 100).toFixed(1)} to ${percent(high)})`;
}

/** What the run means for composed text, and why. */
export function meaning(result: GuardEval): string {
  const { guard, judge, unsupported, missed } = result;
  if (admits(result, guard, judge))
    return `Composed text may go out by itself: at most ${percent(MOST_MISSED)} of unsupported drafts may be missed.`;
  const why =
    unsupported < FEWEST_CASES
      ? `${unsupported} unsupported drafts show too little; ${FEWEST_CASES} are needed`
      : `${percent(missed / unsupported)} of unsupported drafts were missed, and ${percent(MOST_MISSED)} may be`;
  return `Composed text goes to people first (assist); customers get the approved words: ${why}.`;
}

export function printResult(result: GuardEval, { cases, calls }: Measured): string {
  const kinds = [...new Set(cases.flatMap(({ kind }) => kind ?? []))].map((kind) => {
    const own = cases.filter((one) => one.kind === kind);
    const wrong = own.filter(({ supported, passed }) => supported !== passed).length;
    const what = own.every(({ supported }) => supported) ? 'blocked' : own.some(({ supported }) => supported) ? 'wrong' : 'missed';
    return `  ${kind.padEnd(16)}${what} ${wrong} of ${own.length}`;
  });
  const wrong = cases.filter(({ supported, passed }) => supported !== passed);
  return [
    `guard ${result.guard}   judge ${result.judge ?? 'none'}   drafts ${cases.length}`,
    `unsupported drafts missed   ${shareOf(result.missed, result.unsupported)}`,
    `faithful drafts blocked     ${shareOf(result.blocked, result.faithful)}`,
    ...(calls.length > 0 ? [printUsage(usageOf(calls))] : []),
    ...(kinds.length > 0 ? ['', ...kinds] : []),
    ...(wrong.length > 0 ? ['', ...wrong.slice(0, 20).map(({ id, why }) => `${id}: ${why ?? 'passed'}`)] : []),
    ...(wrong.length > 20 ? [`… and ${wrong.length - 20} more`] : []),
    '',
    meaning(result),
  ].join('\n');
}

/** The file of a policy that a release takes in. */
export const fileOf = ({ guard, judge, at, cases, ...counts }: GuardEval): string =>
  [
    '# What npm run guard-eval -- --write measured; it is written by that alone. Composed text goes out by itself only if this says that',
    `# the guard of this program misses at most ${percent(MOST_MISSED)} (docs/decisions/0027-when-composed-text-may-go-out.md).`,
    `guard: ${JSON.stringify(guard)}`,
    `judge: ${JSON.stringify(judge)}`,
    `at: ${JSON.stringify(at)}`,
    '# SHA-256 of the file of cases',
    `cases: ${JSON.stringify(cases)}`,
    ...Object.entries(counts).map(([name, count]) => `${name}: ${count}`),
    '',
  ].join('\n');
