import { z } from 'zod';
import type { TonePolicy } from './tone.ts';
import { compileTone, toneFindings } from './tone-match.ts';

/** What a text may leave open; the desk fills it in, or has the person do it before it is sent. */
export const replyPlaceholders = ['customer', 'agent', 'order', 'site'] as const;

export const replySchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens'),
  title: z.string().min(2).max(80),
  /** More words that find it. */
  keywords: z.array(z.string().min(2).max(40)).default([]),
  /** By language; the first language of the wording is needed. */
  texts: z.record(z.string().regex(/^[a-z]{2}$/, 'is no language like en'), z.string().min(2).max(2_000)),
});

/** Texts that people at the desk send again and again. The assistant never sends one. */
export const repliesPolicySchema = z.strictObject({ version: z.int().positive(), replies: z.array(replySchema).max(500) });

export type Reply = z.infer<typeof replySchema>;
export type RepliesPolicy = z.infer<typeof repliesPolicySchema>;
/** What the desk gets: the language that a text is taken from when the customer's has none, and all of them. */
export const repliesViewSchema = z.strictObject({ base: z.string(), replies: z.array(replySchema) });
export type RepliesView = z.infer<typeof repliesViewSchema>;

const placeholder = /\{(\w+)\}/g;
const holes = (text: string): string[] => [...new Set([...text.matchAll(placeholder)].map(([, name = '']) => name))];
const known: ReadonlySet<string> = new Set(replyPlaceholders);
const listed = replyPlaceholders.map((name) => `{${name}}`).join(', ');

/** Everything wrong with the file that its schema cannot see, each with what to do. */
export function checkReplies(policy: RepliesPolicy | null, base: string, tone: TonePolicy | null): string[] {
  const problems: string[] = [];
  const say = (text: string) => problems.push(`replies.yaml: ${text}`);
  const forbidden = compiled(tone);
  const seen = new Set<string>();
  for (const { id, texts } of policy?.replies ?? []) {
    if (seen.has(id)) say(`the id "${id}" is there twice; rename one.`);
    seen.add(id);
    const own = texts[base];
    if (own === undefined) say(`"${id}" has no text in "${base}"; write it.`);
    for (const [language, text] of Object.entries(texts)) {
      const place = `"${id}" (${language})`;
      const found = holes(text);
      for (const name of found.filter((one) => !known.has(one))) say(`${place} has {${name}}, which nothing fills; use one of ${listed}.`);
      if (/[{}]/.test(text.replace(placeholder, ''))) say(`${place} has a brace that belongs to no placeholder; take it out.`);
      const wanted = own === undefined ? [] : holes(own);
      for (const name of wanted.filter((one) => known.has(one) && !found.includes(one)))
        say(`${place} lacks {${name}}, which "${base}" has; put it where its value belongs.`);
      for (const { said, kind, hint } of toneFindings(forbidden, text))
        say(`${place} says "${said}", which tone.yaml calls ${kind}; ${hint}`);
    }
  }
  return problems;
}

/** A voice with a mistake of its own is named where it stands. */
function compiled(tone: TonePolicy | null) {
  try {
    return compileTone(tone?.forbidden ?? []);
  } catch {
    return [];
  }
}
