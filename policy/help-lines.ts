import { z } from 'zod';

/** What is said where somebody may be in danger: whom to call at once, and who listens. */
const linesSchema = z.strictObject({
  emergency: z.string().min(1).max(200),
  /** For somebody who thinks of ending their life. */
  helpline: z.string().min(1).max(200),
});

export const helpLinesSchema = z.strictObject({
  version: z.int().positive(),
  /** By region of the visitor's locale: ISO 3166-1, two capitals. Numbers without words, read in any language. */
  regions: z.record(z.string().regex(/^[A-Z]{2}$/, 'is no region like GB'), linesSchema),
  /** By language, where the region is not known or not listed. Words of that language are fine. */
  languages: z.record(z.string().regex(/^[a-z]{2}$/), linesSchema),
  /** Key of the words in general; words of a kind of danger take their place where the rule says these. */
  acknowledgement: z.string(),
  /** Keys of the words by safety topic. */
  acknowledgements: z.record(z.string(), z.string()).default({}),
});

export type HelpLines = z.infer<typeof helpLinesSchema>;
export type Lines = z.infer<typeof linesSchema>;

/** 112 reaches an emergency service from a mobile phone in most of the world (3GPP TS 22.101). */
const anywhere: Lines = { emergency: '112', helpline: '112' };

/** The lines for a visitor: their region's, else their language's, else those of the first language. */
export function linesFor(help: HelpLines | null, region: string, language: string, base = 'en'): Lines {
  const at = (table: Record<string, Lines> | undefined, key: string) => (table && Object.hasOwn(table, key) ? table[key] : undefined);
  return at(help?.regions, region) ?? at(help?.languages, language) ?? at(help?.languages, base) ?? anywhere;
}

/** The region of a locale: AT of `de-AT` and of `de-Latn-AT`; empty without one. */
export const regionOf = (locale: string): string =>
  /^[a-z]{2,3}(?:[-_][a-z]{4})?[-_]([a-z]{2})(?![a-z0-9])/i.exec(locale)?.[1]?.toUpperCase() ?? '';

/** Everything wrong that the schema cannot see, each with what to do. `wording` is first the language every text is in. */
export function checkHelpLines(
  help: HelpLines | null,
  wording: readonly { locale: string; texts: Readonly<Record<string, string>> }[],
  topics: readonly { id: string; kind: string }[],
): string[] {
  const texts = wording[0]?.texts ?? {};
  const using = Object.keys(texts).filter((key) => /\{(emergency|helpline)\}/.test(texts[key] ?? ''));
  if (!help) return using.map((key) => `wording: "${key}" names a help line; write help-lines.yaml.`);
  const problems: string[] = [];
  const say = (text: string) => problems.push(`help-lines.yaml: ${text}`);
  for (const key of [help.acknowledgement, ...Object.values(help.acknowledgements)])
    if (!texts[key]) say(`there is no approved text "${key}"; add it to the wording.`);
  // Without any topic only knowledge is measured.
  for (const kind of topics.length === 0 ? [] : Object.keys(help.acknowledgements))
    if (!topics.some(({ id, kind: feeds }) => id === kind && feeds === 'safety'))
      say(`"${kind}" is no topic of the kind safety; correct the name.`);
  for (const { locale } of wording)
    if (!Object.hasOwn(help.languages, locale)) say(`languages has no lines for "${locale}"; add whom to call there.`);
  return problems;
}
