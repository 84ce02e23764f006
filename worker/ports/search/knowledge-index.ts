import type { Article } from '../../../kb/schema.ts';
import { foldOf, type Synonyms } from '../../../kb/synonyms.ts';
import { SURFACE, surfaceVector } from './surface.ts';
import { buildTerms, type Terms, termsOf } from './terms.ts';
import { numbersOf, TEXT, type UnitNumbers } from './unit-numbers.ts';
import { unitsOfAll } from './units.ts';

/**
 * All that the articles of one language say, ready to be searched. Languages are apart: each has its own words, vectors,
 * weights and threshold, and is asked only when the turn says so.
 */
export interface KnowledgeIndex extends Terms, UnitNumbers {
  locale: string;
  /** Who made the vectors: an embedder's name, or `SURFACE.name`. Vectors of another maker are never compared with them. */
  maker: string;
  dimensions: number;
  /** Words in one stretch of its text. */
  stretch: number;
  /** Numbers of the articles of this language. */
  articles: Uint32Array;
  /** One row a unit. */
  vectors: Int8Array;
  /** Units that questions are compared with by the trained part; empty while it is not trained. */
  landmarks: Uint32Array;
  /** One row an article: how much likeness to each landmark speaks for it, in steps of `weightStep`. */
  weights: Int8Array;
  weightStep: Float32Array;
}

/** The words that search reads, and what it would embed. */
export interface Reader {
  /** What is embedded of a text. */
  fold: (text: string) => string;
  terms: (text: string) => { words: string[]; pairs: string[] };
}

export function readerOf(synonyms: Synonyms, locale: string): Reader {
  const fold = foldOf(synonyms, locale);
  // Soft hyphens, joiners and direction marks stand inside words and would be read as pieces of their own.
  return { fold: (text) => fold.text(text.replace(/\p{Cf}/gu, '')), terms: (text) => termsOf(fold.words(text), locale) };
}

/** Questions and titles of an average article. */
export const questionsAnArticle = ({ unitKind, articles }: Pick<KnowledgeIndex, 'unitKind' | 'articles'>) =>
  unitKind.reduce((sum, kind) => sum + Number(kind !== TEXT), 0) / Math.max(1, articles.length);

/** Makes vectors of all units of a language, or none where it does not know the language. */
export type Vectors = { name: string; dimensions: number; of: (texts: readonly string[]) => Promise<Int8Array[]> };

/** One index a language, in alphabetical order, not yet trained. */
export function buildIndexes(
  articles: readonly Article[],
  synonyms: Synonyms,
  vectorsOf: (locale: string, texts: readonly string[]) => { maker: string; vectors: Int8Array[] } | null = () => null,
): KnowledgeIndex[] {
  const { stretch, units: all } = unitsOfAll(articles);
  return [...new Set(articles.map((article) => article.locale))].sort().map((locale) => {
    const own = articles.flatMap((article, i) => (article.locale === locale ? [i] : []));
    const lists = own.map((i) => all[i] ?? []);
    const units = lists.flat();
    const reader = readerOf(synonyms, locale);
    const texts = units.map((unit) => reader.fold(unit.text));
    const made = vectorsOf(locale, texts) ?? { maker: SURFACE.name, vectors: texts.map((text) => surfaceVector(text, locale)) };
    const dimensions = made.vectors[0]?.length ?? SURFACE.dimensions;
    const vectors = new Int8Array(units.length * dimensions);
    made.vectors.forEach((vector, u) => {
      vectors.set(vector, u * dimensions);
    });
    return {
      locale,
      maker: made.maker,
      dimensions,
      stretch,
      articles: Uint32Array.from(own),
      ...numbersOf(lists),
      vectors,
      ...buildTerms(units, (unit) => reader.terms(unit.text)),
      landmarks: new Uint32Array(0),
      weights: new Int8Array(0),
      weightStep: new Float32Array(0),
    };
  });
}

/** The texts to embed, by language, in the order of the units. */
export function textsOf(articles: readonly Article[], synonyms: Synonyms): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const { units } = unitsOfAll(articles);
  articles.forEach((article, i) => {
    const { fold } = readerOf(synonyms, article.locale);
    const texts = found.get(article.locale) ?? [];
    texts.push(...(units[i] ?? []).map((unit) => fold(unit.text)));
    found.set(article.locale, texts);
  });
  return found;
}
