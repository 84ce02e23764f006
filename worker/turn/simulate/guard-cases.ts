import { z } from 'zod';
import { type Grounding, ground, THRESHOLD } from '../ground/ground.ts';

/** A draft as a model might write it, with the passages it was given. Unknown keys are ignored, so that labels may stay. */
export const guardCaseSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  question: z.string().default(''),
  passages: z.array(z.string()),
  draft: z.string(),
  facts: z.array(z.string()).optional(),
  locale: z.string().optional(),
});
export type GuardCase = z.infer<typeof guardCaseSchema>;

export interface GuardReport {
  engine: { guard: string; model: string };
  /** Below it a sentence is blocked. */
  threshold: number;
  totals: { cases: number; passed: number; blocked: number; sentences: number; unsupported: number };
  cases: ({ id: string } & Grounding)[];
}

export function runGuardCases(cases: readonly GuardCase[]): GuardReport {
  const judged = cases.map(({ id, locale, ...input }) => ({ id, ...ground({ ...input, language: locale }) }));
  const sentences = judged.flatMap((one) => one.sentences);
  const passed = judged.filter((one) => one.verdict === 'pass').length;
  return {
    engine: { guard: 'embedded', model: 'none' },
    threshold: THRESHOLD,
    totals: {
      cases: judged.length,
      passed,
      blocked: judged.length - passed,
      sentences: sentences.length,
      unsupported: sentences.filter((one) => !one.supported).length,
    },
    cases: judged,
  };
}

/** Totals, how many drafts each reason blocked, and the first of them. */
export function printGuardReport({ totals, threshold, cases }: GuardReport): string {
  const kinds = new Map<string, number>();
  for (const { sentences } of cases)
    for (const kind of new Set(sentences.flatMap(({ supported, why }) => (supported ? [] : why.map((one) => one.kind)))))
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const blocked = cases.filter((one) => one.verdict === 'block');
  const lines = [
    `drafts ${totals.cases}   passed ${totals.passed}   blocked ${totals.blocked}   sentences ${totals.sentences}, unsupported ${totals.unsupported}   threshold ${threshold}`,
    '',
    ...[...kinds].sort(([, a], [, b]) => b - a).map(([kind, count]) => `${kind.padEnd(16)}${count}`),
    '',
    ...blocked.slice(0, 20).map(({ id, sentences }) => {
      const worst = sentences.find((one) => !one.supported);
      return `${id}: ${worst?.why.map(({ kind, words }) => `${kind} (${words.slice(0, 60)})`).join(', ')}: ${worst?.text.slice(0, 120)}`;
    }),
  ];
  if (blocked.length > 20) lines.push(`… and ${blocked.length - 20} more (see --out)`);
  return lines.join('\n');
}
