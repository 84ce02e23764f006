import type { Article } from '../../../kb/schema.ts';
import type { JudgeInput, ModelCall, ModelPort } from '../../ports/model/port.ts';
import type { Draft } from '../record.ts';
import { citedText } from './quotes.ts';

type Composed = Extract<Draft, { kind: 'composed' }>;

/** Why a sentence may not be said. */
export interface Refusal {
  reason: string;
  /** Whether other words could help; asking for them is of no use where nobody can judge them. */
  mend: boolean;
}

export interface Judging {
  model: ModelPort;
  articles: ReadonlyMap<string, Article>;
  /** Gets every call. */
  calls: ModelCall[];
}

/** The judge's word on one sentence; null: it is supported. No answer is a refusal. */
export async function judged({ model, calls }: Omit<Judging, 'articles'>, input: JudgeInput): Promise<Refusal | null> {
  const answered = await model.judge(input);
  calls.push(answered.call);
  if (!answered.ok) return { reason: `the judge gave no answer: ${answered.fault.why}`, mend: false };
  return answered.value.supported ? null : { reason: `the judge: ${answered.value.reason}`, mend: true };
}

/** The same for the sentences of a draft from the given one on, each against the passages that it cites. The first refusal counts. */
export async function judgedFrom(judging: Judging, { sentences }: Pick<Composed, 'sentences'>, from: number): Promise<Refusal | null> {
  const said = sentences.map(({ text }) => text);
  for (const [i, { text, cites }] of sentences.entries()) {
    if (i < from) continue;
    const passages = cites.map((cite) => ({
      id: `${cite.articleId}#${cite.passage}`,
      title: cite.title,
      text: citedText(cite, judging.articles) ?? '',
    }));
    const refusal = await judged(judging, { sentence: text, passages, before: said.slice(0, i) });
    if (refusal !== null) return refusal;
  }
  return null;
}
