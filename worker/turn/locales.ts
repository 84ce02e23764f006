import { type Article, isCurrent } from '../../kb/schema.ts';
import type { Matrix } from '../../policy/schema.ts';
import type { Passage } from './record.ts';

type Articles = ReadonlyMap<string, Article>;

/** A release never changes, so what it holds is counted once. */
const counted = new WeakMap<Articles, ReadonlySet<string>>();

/** Languages that the articles of a release are written in. */
export function localesOf(articles: Articles): ReadonlySet<string> {
  const known = counted.get(articles) ?? new Set([...articles.values()].map(({ locale }) => locale));
  counted.set(articles, known);
  return known;
}

/**
 * Languages whose articles may answer a question, the most wanted first. Empty: there is nothing that may be said. `base`
 * is the first language of the release's own wording.
 */
export function localesFor(
  language: string,
  available: ReadonlySet<string>,
  { answer_in_other_language: others, fallback_locales: chains }: Pick<Matrix['defaults'], 'answer_in_other_language' | 'fallback_locales'>,
  base: string,
): string[] {
  const chain = Object.hasOwn(chains, language) ? chains[language] : undefined;
  const next = others ? (chain ?? [base, ...[...available].sort()]) : [];
  return [...new Set([language, ...next])].filter((locale) => available.has(locale));
}

/** Translations share an id, all but one of them with their language behind it: `returns` and `returns-es`. */
const idOf = ({ id, locale }: Article) => (id.endsWith(`-${locale}`) ? id.slice(0, -locale.length - 1) : id);

/** The same passages, each from the article's translation into an earlier language where there is a current one. */
export function inFirstLanguage(passages: readonly Passage[], locales: readonly string[], articles: Articles, today: string): Passage[] {
  const preferred = passages.map((passage) => {
    const found = articles.get(passage.articleId);
    if (!found) return passage;
    const earlier = locales.slice(0, Math.max(0, locales.indexOf(found.locale)));
    const own = earlier
      .flatMap((locale) => [idOf(found), `${idOf(found)}-${locale}`].map((id) => ({ locale, article: articles.get(id) })))
      .find(({ locale, article }) => article?.locale === locale && isCurrent(article, today))?.article;
    return own ? { ...passage, articleId: own.id, title: own.title } : passage;
  });
  return preferred.filter(({ articleId }, i) => preferred.findIndex((one) => one.articleId === articleId) === i);
}
