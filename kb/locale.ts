import { detectAll } from 'tinyld/light';

/** Below this, detection is a guess. */
const ENOUGH = 120;

/** "pt-BR", "zh_Hant" and "EN" as the two letters that articles have. */
export const localeOf = (value: string | null): string | null =>
  /^([a-z]{2})(?:$|[-_])/i.exec(value?.trim() ?? '')?.[1]?.toLowerCase() ?? null;

/** Languages help centres are written in: a folder "it" is Italian, a folder "go" is not a language. */
const FOLDERS = new Set(
  'ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nb nl no pl pt ro ru sk sl sr sv th tr uk ur vi zh'.split(
    ' ',
  ),
);

/** The language that a path names: a folder (`fr/billing.md`, `pt-br/…`) or an ending (`billing.fr.md`, `billing_fr.md`). */
export function localeInPath(path: string): string | null {
  const parts = path.replace(/\.\w+$/, '').split('/');
  const ending = /[._]([a-z]{2}(?:[-_][a-z]{2,4})?)$/i.exec(parts.pop() ?? '')?.[1] ?? null;
  const named = [...parts, ending].filter((part) => /^[a-z]{2}([-_][a-z]{2,4})?$/i.test(part ?? ''));
  return named.map(localeOf).find((locale) => locale !== null && FOLDERS.has(locale)) ?? null;
}

/** The language of the words, where there are enough of them to tell. */
export function localeOfText(text: string): string | null {
  if (text.length < ENOUGH && !/\p{Script=Han}|\p{Script=Hangul}|\p{Script=Thai}/u.test(text)) return null;
  return localeOf(detectAll(text.slice(0, 2_000))[0]?.lang ?? null);
}
