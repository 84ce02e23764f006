import type { EmbedPort } from '../ports/embed/port.ts';
import { confidences } from '../release/calibration.ts';
import type { Engine } from '../release/engine.ts';
import type { Passage } from './record.ts';

export type RetrievePorts = Pick<Engine, 'search' | 'articles' | 'calibration'> & { embed: EmbedPort };

/**
 * Approved passages of one language for a question, best first, each with the probability that it answers. Without the
 * vectors that a language was calibrated with there are passages and no probability: nobody knows what the scores are worth.
 */
export async function retrieve(ports: RetrievePorts, question: string, locale: string): Promise<Passage[]> {
  const text = ports.search.embeddable(question, locale);
  const calibration = ports.calibration(locale);
  // Vectors of another maker cannot be compared with those of the release.
  const vectors = text === null || ports.embed.name !== calibration?.maker ? null : await ports.embed.embed([text]);
  const hits = await ports.search.search({ text: question, locale, vector: vectors?.[0] ?? null }, 5);
  const known = calibration !== undefined && hits[0] !== undefined && hits[0].evidence.similarity !== null;
  const probable = known ? confidences(calibration, scoresOf(hits)) : [];
  return hits.map((hit, i) => ({
    articleId: hit.articleId,
    title: ports.articles.get(hit.articleId)?.title ?? hit.articleId,
    score: round(hit.score),
    confidence: round(probable[i] ?? 0),
    matched: hit.text,
    ...(hit.passage !== null && { passage: hit.passage }),
  }));
}

const scoresOf = (hits: readonly { score: number }[]) => hits.map(({ score }) => score);
const round = (value: number) => Math.round(value * 1e6) / 1e6;
