import type { Article } from '../../../kb/schema.ts';
import type { ComposeInput, ModelPort, Sentence } from '../../ports/model/port.ts';
import { clean } from '../ground/clean.ts';
import { sentencesOf, withoutMarkers } from '../ground/sentences.ts';
import type { Draft, ModelRecord } from '../record.ts';
import { joined } from './findings.ts';
import type { Refusal } from './judged.ts';
import { citeOf } from './quotes.ts';

type Composed = Extract<Draft, { kind: 'composed' }>;

export interface Composing {
  model: ModelPort;
  input: Omit<ComposeInput, 'rejected' | 'facts'>;
  articles: ReadonlyMap<string, Article>;
  /** Why a draft, whole or as far as it is written, may not be said; null: it may. So many of its sentences were let through before. */
  refuse: (draft: Composed, before: number) => Promise<Refusal | null>;
  /** Gets all that passed so far, each time a sentence passed; null where what was said does not stand. */
  say?: (text: string | null) => void;
}

export interface Outcome extends Pick<ModelRecord, 'calls' | 'refused'> {
  /** Null: the approved text goes out as it is. */
  draft: Composed | null;
}

/** One repair, with the reasons; then the approved text is as good. */
const attempts = 2;
const uncited: Refusal = { reason: 'cites nothing', mend: true };

/** A draft every sentence of which was let through, or none. A sentence that was not is never handed on. */
export async function compose({ model, input, articles, refuse, say }: Composing): Promise<Outcome> {
  const calls: ModelRecord['calls'] = [];
  const refused: ModelRecord['refused'] = [];
  for (let attempt = 0; attempt < attempts; attempt++) {
    const before = refused.length;
    const composing = model.compose({ ...input, facts: [], rejected: refused });
    let draft: Composed | null = null;
    let mend = true;
    for await (const sentence of composing.sentences) {
      const longer = withSentence(draft, sentence, articles);
      const refusal = longer === null ? uncited : await refuse(longer, draft?.sentences.length ?? 0);
      if (longer !== null && refusal === null) {
        draft = longer;
        say?.(draft.text);
      } else {
        const { reason, mend: again } = refusal ?? uncited;
        refused.push({ text: sentence.text.slice(0, 700), reason });
        mend = again;
        // What follows may lean on it; the time is better spent on another attempt.
        composing.stop();
        break;
      }
    }
    const whole = await composing.whole;
    calls.push(whole.call);
    if (refused.length === before && whole.ok && draft !== null) return { draft, calls, refused };
    if (draft !== null) say?.(null);
    if (refused.length === before || !mend) break;
  }
  return { draft: null, calls, refused };
}

/** With one sentence more, as the guard will read it. Null: it has no words, or rests on nothing. */
function withSentence(draft: Composed | null, { text, cites }: Sentence, articles: ReadonlyMap<string, Article>): Composed | null {
  const words = sentencesOf(withoutMarkers(clean(text)));
  const known = cites.flatMap((id) => citeOf(id, articles) ?? []);
  if (words.length === 0 || known.length === 0) return null;
  const sentences = [...(draft?.sentences ?? []), ...words.map((one) => ({ text: one, cites: known }))];
  return { kind: 'composed', text: joined(sentences), sentences, ...mainOf(sentences) };
}

/** The article that most sentences cite; of several, the one cited first. */
function mainOf(sentences: Composed['sentences']): { articleId: string; title: string } {
  const counts = new Map<string, { title: string; count: number }>();
  for (const { cites } of sentences) {
    for (const { articleId, title } of cites) counts.set(articleId, { title, count: (counts.get(articleId)?.count ?? 0) + 1 });
  }
  const [[articleId, { title }] = ['', { title: '' }]] = [...counts].sort(([, a], [, b]) => b.count - a.count);
  return { articleId, title };
}
