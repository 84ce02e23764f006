import type { Article } from '../../../kb/schema.ts';
import type { Policy } from '../../../policy/bundle.ts';
import { type Embedder, MAX_TEXTS } from '../../ports/embed/port.ts';
import type { TriageModel } from '../../turn/classify/model.ts';
import { fitTriage } from './fit.ts';
import { keptModel } from './kept.ts';
import { keepingVectors } from './kept-vectors.ts';
import { tasksOf, textsOf } from './labels.ts';

export interface Source {
  policy: Policy;
  articles: readonly Article[];
  /** Questions of the world at large, by language. */
  foreign: Record<string, string[]>;
}

/** Questions of the articles beyond these teach no more about what is ordinary. */
const mostOrdinary = 1_500;
/** Fewer questions than these change nothing, and a model fitted for other articles can be used. */
const fewestAsked = 100;
const careful = { ordinary: 0.005, near: 0.1 };

/** Fits what recognizes topics on the examples of the policy, against what customers ordinarily ask. Null without examples. */
export async function learnTopics(
  { policy, articles, foreign }: Source,
  { embedder, progress }: { embedder: Embedder | null; progress: (line: string) => void },
): Promise<TriageModel | null> {
  const own = articles.flatMap(({ questions, locale }) => questions.map((text) => ({ text, locale })));
  const asked = own.length >= fewestAsked ? own : [];
  const every = Math.max(1, asked.length / mostOrdinary);
  const ordinary = [
    ...asked.filter((_, i) => Math.floor(i / every) !== Math.floor((i - 1) / every)),
    ...Object.entries(foreign).flatMap(([locale, texts]) => texts.map((text) => ({ text, locale }))),
  ];
  const texts = textsOf(policy.topics, policy.examples, ordinary);
  const tasks = tasksOf(policy.topics, texts);
  if (tasks.length === 0) return null;
  const alarms = policy.matrix.defaults.false_alarms;
  const embed = async (all: readonly string[]) => {
    const vectors: Int8Array[] = [];
    for (let at = 0; embedder && at < all.length; at += MAX_TEXTS) {
      const result = await embedder.embed(all.slice(at, at + MAX_TEXTS), 'query');
      if (!result.ok) throw new Error(`the embedder failed: ${result.fault.why}`);
      vectors.push(...result.vectors);
      progress(`topics: ${Math.min(at + MAX_TEXTS, all.length)} of ${all.length} examples embedded`);
    }
    return vectors;
  };
  const often = texts.flatMap(({ text, locale, topic }) => (topic && (embedder?.locales?.includes(locale) ?? true) ? [text] : []));
  const kept = embedder ? keepingVectors(often, embedder, embed) : embed;
  const make = () => fitTriage(texts, tasks, { embedder, embed: kept, alarms: (task) => alarms[task] ?? alarms.any ?? careful });
  const model = await keptModel({ texts, tasks: tasks.map(({ id }) => id), alarms, embedder: embedder?.name ?? '' }, make);
  progress(`topics: ${model.labels.length} recognized by ${texts.length} examples`);
  return model;
}
