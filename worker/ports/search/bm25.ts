import { plainText } from '../../../kb/blocks.ts';
import type { Article } from '../../../kb/schema.ts';
import { tokens } from '../../../kb/tokens.ts';
import type { Hit, Query, SearchPort, UnitKind } from './port.ts';

/**
 * Okapi BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) over the units of all articles.
 * Built when a release is built; the worker only reads the typed arrays.
 */
export interface LexicalIndex {
  vocabulary: string[];
  units: { article: number; kind: UnitKind; text: string }[];
  /** Postings of word w are rows postingStart[w] to postingStart[w + 1]. */
  postingStart: Uint32Array;
  postingUnit: Uint32Array;
  postingCount: Uint16Array;
  /** Words in a unit. */
  unitLength: Uint16Array;
  /** Sum of idf over the distinct words of a unit. */
  unitWeight: Float32Array;
}

const k1 = 1.2;
/** Units are short and differ little in length, so length counts for less than in documents. */
const b = 0.3;
/** Words in one stretch of an article's text. */
const stretch = 80;

export function buildIndex(articles: readonly Article[]): LexicalIndex {
  const units = articles.flatMap((article, i) => unitsOf(article).map((unit) => ({ ...unit, article: i })));
  const counts = new Map<string, Map<number, number>>();
  const unitLength = new Uint16Array(units.length);
  units.forEach((unit, u) => {
    const words = tokens(unit.text, articles[unit.article]?.locale ?? 'en');
    unitLength[u] = Math.min(words.length, 65_535);
    for (const word of words) {
      const posting = counts.get(word) ?? new Map<number, number>();
      posting.set(u, Math.min((posting.get(u) ?? 0) + 1, 65_535));
      counts.set(word, posting);
    }
  });
  const vocabulary = [...counts.keys()].sort();
  const postingStart = new Uint32Array(vocabulary.length + 1);
  vocabulary.forEach((word, w) => {
    postingStart[w + 1] = (postingStart[w] ?? 0) + (counts.get(word)?.size ?? 0);
  });
  const total = postingStart[vocabulary.length] ?? 0;
  const index: LexicalIndex = {
    vocabulary,
    units,
    postingStart,
    postingUnit: new Uint32Array(total),
    postingCount: new Uint16Array(total),
    unitLength,
    unitWeight: new Float32Array(units.length),
  };
  vocabulary.forEach((word, w) => {
    let row = postingStart[w] ?? 0;
    const weight = idf(index, w);
    for (const [unit, count] of counts.get(word) ?? []) {
      index.postingUnit[row] = unit;
      index.postingCount[row] = count;
      index.unitWeight[unit] = (index.unitWeight[unit] ?? 0) + weight;
      row++;
    }
  });
  return index;
}

function unitsOf(article: Article): { kind: UnitKind; text: string }[] {
  const words = plainText(article.blocks).split(/\s+/).filter(Boolean);
  const stretches: string[] = [];
  for (let i = 0; i < words.length; i += stretch) stretches.push(words.slice(i, i + stretch).join(' '));
  return [
    { kind: 'title', text: article.title },
    ...article.questions.map((text) => ({ kind: 'question' as const, text })),
    ...stretches.map((text) => ({ kind: 'text' as const, text: `${article.title} ${text}` })),
  ];
}

function idf(index: LexicalIndex, word: number): number {
  const found = (index.postingStart[word + 1] ?? 0) - (index.postingStart[word] ?? 0);
  return Math.log(1 + (index.units.length - found + 0.5) / (found + 0.5));
}

/** The embedded driver: one pass over the postings of the question's words. */
export function lexicalSearch(index: LexicalIndex, articles: readonly Article[]): SearchPort {
  const words = new Map(index.vocabulary.map((word, w) => [word, w]));
  const mean = index.unitLength.reduce((sum, length) => sum + length, 0) / Math.max(1, index.unitLength.length);
  const unseen = Math.log(1 + (index.units.length + 0.5) / 0.5);
  return {
    name: 'embedded-bm25',
    async search(query: Query, limit: number): Promise<Hit[]> {
      const score = new Float32Array(index.units.length);
      const covered = new Float32Array(index.units.length);
      let asked = 0;
      for (const token of new Set(tokens(query.text, query.locale))) {
        const word = words.get(token);
        const weight = word === undefined ? unseen : idf(index, word);
        asked += weight;
        if (word === undefined) continue;
        for (let row = index.postingStart[word] ?? 0; row < (index.postingStart[word + 1] ?? 0); row++) {
          const unit = index.postingUnit[row] ?? 0;
          const count = index.postingCount[row] ?? 0;
          const norm = 1 - b + (b * (index.unitLength[unit] ?? 0)) / mean;
          score[unit] = (score[unit] ?? 0) + (weight * count * (k1 + 1)) / (count + k1 * norm);
          covered[unit] = (covered[unit] ?? 0) + weight;
        }
      }
      // The very words of a title or question: nothing another article says can be a better match.
      const exact = (unit: number) =>
        Math.abs((covered[unit] ?? 0) - asked) < 1e-5 * asked &&
        Math.abs((covered[unit] ?? 0) - (index.unitWeight[unit] ?? 0)) < 1e-5 * asked;
      const best = new Map<number, { unit: number; score: number; text: number; exact: boolean }>();
      index.units.forEach((unit, u) => {
        const own = score[u] ?? 0;
        if (own === 0) return;
        const entry = best.get(unit.article) ?? { unit: u, score: 0, text: 0, exact: false };
        best.set(unit.article, entry);
        // How people ask is better evidence than how the answer is written: text only supports.
        if (unit.kind === 'text') {
          entry.text = Math.max(entry.text, own);
          return;
        }
        const same = exact(u);
        if (same === entry.exact ? own > entry.score : same) {
          entry.score = own;
          entry.unit = u;
          entry.exact = same;
        }
      });
      const fused = [...best.entries()].map(([article, entry]) => ({ article, ...entry, score: entry.score + 0.3 * entry.text }));
      const top = Math.max(0, ...fused.map((entry) => entry.score));
      return fused
        .map((entry) => ({ ...entry, score: entry.exact ? top + entry.score : entry.score }))
        .sort((x, y) => y.score - x.score || x.article - y.article)
        .slice(0, limit)
        .map(({ article, unit, score: total }) => ({
          articleId: articles[article]?.id ?? '',
          kind: index.units[unit]?.kind ?? 'text',
          text: index.units[unit]?.text ?? '',
          score: total,
          evidence: {
            coverage: asked === 0 ? 0 : Math.min(1, (covered[unit] ?? 0) / asked),
            focus: Math.min(1, (covered[unit] ?? 0) / Math.max(1e-6, index.unitWeight[unit] ?? 0)),
            similarity: null,
          },
        }));
    },
  };
}
