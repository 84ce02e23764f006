import { passagesOf } from '../../kb/chunk.ts';
import { readKnowledge } from '../../worker/release/build.ts';
import { sentencesOf } from '../../worker/turn/ground/sentences.ts';
import { paraphrases } from '../worker/turn/ground/guard-cases.ts';
import { budget, median, ms, quantile, table } from './figures.ts';
import { bundle, withWorker } from './loopback.ts';

const times = 10;
const rounds = 8;

interface Case {
  question: string;
  passages: string[];
  draft: string;
}

/** Five sentences of faithful answers to neighbouring questions, and eight passages that they are about. */
async function cases(): Promise<Case[]> {
  const articles = await readKnowledge('kb/articles');
  const all = articles.flatMap((article) => passagesOf(article).map(({ text }) => text));
  const passagesOfId = (id: string) => articles.filter((one) => one.id === id).flatMap((one) => passagesOf(one).map(({ text }) => text));
  const made: Case[] = [];
  for (let i = 0; i + 5 <= paraphrases.length; i += 5) {
    const some = paraphrases.slice(i, i + 5);
    const own = some.flatMap(([id]) => passagesOfId(id));
    const draft = some.map(([, , text]) => sentencesOf(text)[0] ?? '').join(' ');
    made.push({ question: some[0]?.[1] ?? '', passages: [...new Set([...own, ...all.slice(i)])].slice(0, 8), draft });
  }
  return made;
}

async function run(url: string, one: Case, many: number, unread: boolean): Promise<{ took: number; verdict: string }> {
  const began = performance.now();
  const response = await fetch(url, { method: 'POST', body: JSON.stringify({ ...one, times: many, unread }) });
  const verdict = await response.text();
  if (!response.ok) throw new Error(`the guard answered ${response.status}: ${verdict.slice(0, 300)}`);
  return { took: performance.now() - began, verdict };
}

const least = (values: readonly number[]) => Math.min(...values);

/** CPU of guarding a composed draft inside workerd: a five-sentence draft against eight passages. */
export async function guard(): Promise<string> {
  const [script, drafts] = await Promise.all([bundle('guard-worker.ts'), cases()]);
  const words = median(drafts.map(({ passages }) => passages.join(' ').split(/\s+/).length));
  return withWorker(script, {}, async (url) => {
    const [first] = drafts;
    if (!first) throw new Error('there are no drafts');
    const cold = await run(url, first, 1, false);
    const idles: number[] = [];
    for (const one of drafts) idles.push((await run(url, one, 0, false)).took);
    for (const one of drafts) await run(url, one, times, true);
    const idle = median(idles);
    // By draft, so that the least of its rounds is known: what else the machine does is in all the others.
    const measured = async (unread: boolean) => {
      const found: number[][] = drafts.map(() => []);
      for (let round = 0; round < rounds; round++)
        for (const [i, one] of drafts.entries()) found[i]?.push(Math.max(0, (await run(url, one, times, unread)).took - idle) / times);
      return found;
    };
    const row = (name: string, values: number[]) => [
      name,
      ms(quantile(values, 0.5)),
      ms(quantile(values, 0.99)),
      ms(Math.max(...values)),
      budget(quantile(values, 0.99), 5),
    ];
    const [known, unread] = [await measured(false), await measured(true)];
    const long = { ...first, draft: 'x'.repeat(100_000) };
    const full = { ...first, draft: `${first.draft} `.repeat(40).slice(0, 7_900) };
    return [
      table(
        ['five sentences, eight passages', 'p50', 'p99', 'max', 'budget p99'],
        [
          row('passages read before, as in a live isolate', known.flat()),
          row('the same, each draft in its best round', known.map(least)),
          row('passages never read before', unread.flat()),
          row('the same, each draft in its best round', unread.map(least)),
        ],
      ),
      `${drafts.length} drafts, ${words} words in eight passages (median), x ${rounds} rounds; a figure is the mean of ${times} in one request, less the ${ms(idle)} of an empty one.`,
      `first draft of an isolate, words of the lexicon read: ${ms(cold.took - idle)}. 100,000 characters: ${ms((await run(url, long, 1, false)).took - idle)}; 7,900 characters: ${ms((await run(url, full, 1, false)).took - idle)}.`,
    ].join('\n');
  });
}
