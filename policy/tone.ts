import { z } from 'zod';
import { type CompiledTone, compileTone, toneFindings } from './tone-match.ts';

/** What makes a sentence sound wrong, whoever says it. */
export const toneKinds = ['robotic', 'dismissive', 'over-confident', 'promise'] as const;

const byLanguage = z.record(z.string().regex(/^[a-z]{2}$/), z.array(z.string().min(3).max(200)));

export const toneRuleSchema = z.strictObject({
  kind: z.enum(toneKinds),
  hint: z.string().min(10).max(200),
  phrases: byLanguage.default({}),
  patterns: byLanguage.default({}),
});

export const tonePolicySchema = z.strictObject({
  version: z.int().positive(),
  /** How we speak, in sentences for people. */
  voice: z.array(z.string().min(10)).min(1),
  forbidden: z.array(toneRuleSchema),
});

export type TonePolicy = z.infer<typeof tonePolicySchema>;

/** What the desk gets: enough to find the phrases while somebody types. */
export const toneViewSchema = z.strictObject({ voice: z.array(z.string()), forbidden: z.array(toneRuleSchema) });
export type ToneView = z.infer<typeof toneViewSchema>;

/** Patterns that cannot be used, each with what to do. */
function checkPatterns(tone: TonePolicy): string[] {
  const problems: string[] = [];
  for (const pattern of tone.forbidden.flatMap(({ patterns }) => Object.values(patterns).flat())) {
    const say = (text: string) => problems.push(`tone.yaml: "${pattern}" ${text}`);
    try {
      if (new RegExp(`^(?:${pattern})$`, 'u').test('')) say('matches nothing at all; name a word.');
    } catch {
      say('is not a valid regular expression; correct it or write it as a phrase.');
    }
    if (/\p{Lu}/u.test(pattern.replace(/\\[pP]\{\w+\}|\\./g, ''))) say('has capitals; write small letters, which are tried on any.');
  }
  return problems;
}

/** Everything wrong with the file, and every approved text of `wording` that it forbids, with the file to mend. */
export function checkTone(
  tone: TonePolicy | null,
  wording: readonly { locale: string; texts: Readonly<Record<string, string>> }[],
): string[] {
  if (!tone) return [];
  const problems = checkPatterns(tone);
  if (problems.length > 0) return problems;
  const compiled = compileTone(tone.forbidden);
  return wording.flatMap(({ locale, texts }) =>
    Object.entries(texts).flatMap(([key, text]) => found(compiled, text).map((words) => `wording/${locale}.yaml: "${key}" ${words}`)),
  );
}

/** Articles that say what the voice forbids. They are somebody's approved words, so this is advice to their owners. */
export function toneOfArticles(tone: TonePolicy | null, articles: readonly { id: string; locale: string; text: string }[]): string[] {
  const compiled = compileTone(tone?.forbidden ?? []);
  return articles.flatMap(({ id, locale, text }) => found(compiled, text).map((words) => `${id} (${locale}): ${words}`));
}

const found = (compiled: readonly CompiledTone[], text: string) =>
  toneFindings(compiled, text).map(({ said, kind, hint }) => `says "${said}", which sounds ${sounds[kind] ?? kind}. ${hint}`);

const sounds: Record<string, string> = { promise: 'like a promise' };
