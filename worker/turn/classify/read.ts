import type { EmbedPort } from '../../ports/embed/port.ts';
import { plain } from '../topics.ts';
import { featuresOf } from './features.ts';
import { classify, type Score, scoreFor, type TriageModel, unitVector } from './model.ts';
import { windowsOf } from './windows.ts';

export type Scores = ReadonlyMap<string, Score>;

/** What may hide in one sentence of a long message. Everything else is what a message as a whole is about. */
const hidden = ['safety', 'injection'];
/** Milliseconds that a vector is waited for: without it words and letters decide. */
const patience = 1_000;
/** A window that words and letters hold for this impossible, or this certain, needs no second opinion. */
const doubtful = { above: 0.25, below: 0.97 };

export interface Asked {
  model: TriageModel;
  embed: EmbedPort;
  /** As the embedder is asked for retrieval as well; null where its language has no vectors. */
  embeddable: string | null;
  question: string;
  language: string;
}

/** What the fitted examples say of a message: of the whole, and of its most suspicious part for what may hide in one. */
export async function readScores({ model, embed, embeddable, question, language }: Asked): Promise<Scores> {
  const text = plain(question);
  const speaks = model.dimensions > 0 && embed.name === model.maker && (model.locales.length === 0 || model.locales.includes(language));
  const vectorOf = async (words: string) => (speaks && words !== '' ? soon(embed.embed([words])) : null);
  const whole = classify(model, featuresOf(text), await vectorOf(embeddable ?? text));
  const scores = new Map(whole.map((score) => [score.id, score]));
  const open = model.labels.flatMap(({ id }, place) => (hidden.includes(id) && !scores.get(id)?.matched ? [place] : []));
  if (open.length === 0) return scores;
  const parts = windowsOf(text).map((words) => {
    const features = featuresOf(words);
    return { words, features, byWords: open.map((place) => ({ place, score: scoreFor(model, place, features, null) })) };
  });
  const ranked = parts
    .flatMap((part) => part.byWords.map(({ place, score }) => ({ ...part, place, score })))
    .sort((a, b) => b.score.probability - a.score.probability);
  // One vector for the most suspicious part; the rest is judged by its words.
  const [first] = ranked;
  if (!first) return scores;
  const { probability } = first.score;
  const vector = probability > doubtful.above && probability < doubtful.below ? await vectorOf(first.words) : null;
  const dense = vector && unitVector(vector);
  for (const { features, place, score, words } of ranked) {
    const found = dense && words === first.words ? scoreFor(model, place, features, dense) : score;
    if (found.matched) scores.set(found.id, found);
  }
  return scores;
}

/** The one vector, or none if it does not come in time. */
async function soon(vectors: Promise<Int8Array[] | null>): Promise<Int8Array | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patience);
  });
  try {
    return (await Promise.race([vectors, late]))?.[0] ?? null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
