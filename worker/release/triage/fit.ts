import type { Embedder } from '../../ports/embed/port.ts';
import { WIDTH } from '../../turn/classify/features.ts';
import type { Label, Reading, TriageModel } from '../../turn/classify/model.ts';
import { platt } from '../platt.ts';
import type { Task, Text } from './labels.ts';
import { fitLinear, type Linear, scoreOf } from './linear.ts';
import { type Rows, rowsOf } from './rows.ts';

/** How many parts the texts are cut into, each judged by a classifier that has not seen it. */
const parts = 3;
const leastLikely = 0.3;
/** C of the classifier. A positive counts more where there are few. */
const cost = 0.3;

/** How often harmless messages may be taken for the thing: ordinary ones, and those written to look like it. */
export interface FalseAlarms {
  ordinary: number;
  near: number;
}

export interface Means {
  /** Null: words and letters only. */
  embedder: Pick<Embedder, 'name' | 'dimensions' | 'locales'> | null;
  embed: (texts: readonly string[]) => Promise<readonly Int8Array[]>;
  alarms: (task: string) => FalseAlarms;
}

/** Fits one classifier a task on words, and one on words and meaning in the languages the embedder knows. */
export async function fitTriage(texts: readonly Text[], tasks: readonly Task[], { embedder, embed, alarms }: Means): Promise<TriageModel> {
  const knows = (locale: string) => embedder !== null && (embedder.locales?.includes(locale) ?? true);
  const own = texts.flatMap(({ locale }, i) => (knows(locale) ? [i] : []));
  const dimensions = own.length > 0 ? (embedder?.dimensions ?? 0) : 0;
  const words = rowsOf(
    texts.map(({ text }) => text),
    null,
    0,
  );
  const meant = own.map((i) => texts[i]?.text ?? '');
  const meaning = dimensions > 0 ? rowsOf(meant, await embed(meant), dimensions) : null;
  const fold = texts.map(({ text }) => foldOf(text));
  const labels: Label[] = [];
  const model = {
    words: new Int8Array(tasks.length * WIDTH),
    meaning: new Int8Array(tasks.length * (WIDTH + dimensions) * Number(dimensions > 0)),
  };
  tasks.forEach((task, l) => {
    const byWords = fitReading(words, task, fold, alarms(task.id));
    model.words.set(byWords.weights, l * WIDTH);
    const narrowed = meaning && narrow(task, own);
    const byMeaning =
      meaning &&
      narrowed &&
      fitReading(
        meaning,
        narrowed,
        own.map((i) => fold[i] ?? 0),
        alarms(task.id),
      );
    if (byMeaning) model.meaning.set(byMeaning.weights, l * (WIDTH + dimensions));
    labels.push({ id: task.id, words: byWords.reading, meaning: byMeaning ? byMeaning.reading : null });
  });
  return { maker: dimensions > 0 ? (embedder?.name ?? '') : '', dimensions, locales: [...(embedder?.locales ?? [])], labels, ...model };
}

/** The part of a task that has vectors; null where too little of it has. */
function narrow(task: Task, own: readonly number[]): Task | null {
  const place = new Map(own.map((i, k) => [i, k]));
  const positive = Uint8Array.from(own, (i) => task.positive[i] ?? 0);
  if (positive.reduce((sum, one) => sum + one, 0) < 20) return null;
  const members = [...task.members].flatMap((i) => place.get(i) ?? []);
  const part = (flags: Uint8Array) => Uint8Array.from(own, (i) => flags[i] ?? 0);
  return { id: task.id, positive, members: Uint32Array.from(members), near: part(task.near), ordinary: part(task.ordinary) };
}

function fitReading(rows: Rows, task: Task, fold: readonly number[], alarms: FalseAlarms): { reading: Reading; weights: Int8Array } {
  const members = [...task.members];
  const positives = members.filter((i) => task.positive[i] === 1).length;
  const costs = { positive: cost * Math.min(4, Math.sqrt((members.length - positives) / Math.max(1, positives))), negative: cost };
  const learn = (own: readonly number[]) => fitLinear(rows, Uint32Array.from(own), task.positive, costs);
  const judged = Array.from({ length: parts }, (_, part) => {
    const seen = learn(members.filter((i) => fold[i] !== part));
    return members.filter((i) => fold[i] === part).map((i) => ({ i, score: scoreOf(seen, rows, i) }));
  }).flat();
  const curve = platt(judged.map(({ i, score }) => ({ margin: score, right: task.positive[i] === 1, weight: 1 / judged.length })));
  const scoresWhere = (is: (i: number) => boolean) => judged.filter(({ i }) => is(i)).map(({ score }) => score);
  const ordinary = scoresWhere((i) => task.ordinary[i] === 1);
  const near = scoresWhere((i) => task.near[i] === 1);
  // What is unlikely is no match, however few harmless messages reach it.
  const likely = (Math.log(leastLikely / (1 - leastLikely)) - curve.intercept) / curve.slope;
  const threshold = Math.max(quantile(ordinary, alarms.ordinary), quantile(near, alarms.near), likely);
  const share = (scores: readonly number[]) =>
    scores.length === 0 ? 0 : Math.round((1_000 * scores.filter((score) => score >= threshold).length) / scores.length) / 1_000;
  const { weights, step, bias } = quantized(learn(members));
  return {
    weights,
    reading: {
      bias,
      step,
      slope: curve.slope,
      offset: curve.intercept,
      threshold,
      judged: { found: share(scoresWhere((i) => task.positive[i] === 1)), ordinary: share(ordinary), near: share(near) },
    },
  };
}

/** The score that only this share of them passes. */
function quantile(scores: readonly number[], share: number): number {
  const order = [...scores].sort((a, b) => b - a);
  return (order[Math.floor(order.length * share)] ?? -1) + 1e-6;
}

function quantized({ weights, bias }: Linear): { weights: Int8Array; step: number; bias: number } {
  const largest = weights.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const step = largest / 127 || 1;
  return { weights: Int8Array.from(weights, (value) => Math.round(value / step)), step, bias };
}

/** Which part a text is judged in. By its words, so that the same text is never on both sides. */
function foldOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) >>> 0;
  return hash % parts;
}
