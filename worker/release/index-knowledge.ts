import type { Article } from '../../kb/schema.ts';
import type { Synonyms } from '../../kb/synonyms.ts';
import type { Matrix } from '../../policy/schema.ts';
import { type Embedder, type EmbedKind, MAX_TEXTS } from '../ports/embed/port.ts';
import { buildIndexes, type KnowledgeIndex, readerOf, textsOf } from '../ports/search/knowledge-index.ts';
import { QUESTION } from '../ports/search/unit-numbers.ts';
import type { MakeScan } from '../ports/search/vectors.ts';
import { calibrate } from './calibrate.ts';
import type { Calibration } from './calibration.ts';
import { train } from './judge.ts';

export interface Source {
  articles: readonly Article[];
  synonyms: Synonyms;
  foreign: Record<string, string[]>;
  matrix: Matrix;
}
export interface Means {
  embedder: Embedder | null;
  makeScan: MakeScan;
  progress: (line: string) => void;
}

/** Embeds, indexes, trains and calibrates the knowledge of every language. Throws when an embedder fails: half a release is none. */
export async function indexKnowledge(
  { articles, synonyms, foreign, matrix }: Source,
  { embedder, makeScan, progress }: Means,
): Promise<{ indexes: KnowledgeIndex[]; calibrations: Calibration[] }> {
  const made = new Map<string, Int8Array[]>();
  const knows = (locale: string) => embedder !== null && (embedder.locales === undefined || embedder.locales.includes(locale));
  const embed = async (texts: readonly string[], kind: EmbedKind, said?: string): Promise<Int8Array[]> => {
    const vectors: Int8Array[] = [];
    for (let at = 0; embedder && at < texts.length; at += MAX_TEXTS) {
      const result = await embedder.embed(texts.slice(at, at + MAX_TEXTS), kind);
      if (!result.ok) throw new Error(`the embedder failed: ${result.fault.why}`);
      vectors.push(...result.vectors);
      if (said) progress(`${said}: ${Math.min(at + MAX_TEXTS, texts.length)} of ${texts.length} texts embedded`);
    }
    return vectors;
  };
  for (const [locale, texts] of textsOf(articles, synonyms)) if (knows(locale)) made.set(locale, await embed(texts, 'document', locale));
  const untrained = buildIndexes(articles, synonyms, (locale) => {
    const vectors = made.get(locale);
    return vectors && embedder ? { maker: embedder.name, vectors } : null;
  });
  const budgets = [matrix.defaults, ...matrix.areas].flatMap(({ max_wrong_answer_rate: budget }) => budget ?? []);
  const aims = {
    budgets,
    outOfScopeShare: matrix.defaults.assumed_out_of_scope_share,
    confidence: matrix.defaults.calibration_confidence,
  };
  const done: { index: KnowledgeIndex; calibration: Calibration }[] = [];
  for (const index of untrained) {
    progress(`${index.locale}: judging ${index.unitKind.filter((kind) => kind === QUESTION).length} questions`);
    const texts = foreign[index.locale] ?? [];
    const { fold } = readerOf(synonyms, index.locale);
    const vectors = made.has(index.locale) ? await embed(texts.map(fold), 'query') : [];
    const strangers = texts.map((text, i) => ({ text, vector: vectors[i] ?? null }));
    const trained = train(index, articles, synonyms, makeScan, strangers);
    done.push({ index: trained.index, calibration: calibrate(trained.index, trained.judged, aims) });
  }
  return { indexes: done.map(({ index }) => index), calibrations: done.map(({ calibration }) => calibration) };
}
