import type { Embedder, EmbedPort } from '../../worker/ports/embed/port.ts';
import { quantize } from '../../worker/ports/embed/quantize.ts';
import { memoryOrders } from '../../worker/ports/orders/memory.ts';
import type { SearchPort } from '../../worker/ports/search/port.ts';
import { plainScan } from '../../worker/ports/search/vectors.ts';
import { assemble, readKnowledge, readPolicy } from '../../worker/release/build.ts';
import { type Engine, makeEngine } from '../../worker/release/engine.ts';
import { readLists } from '../../worker/release/lists.ts';
import type { TurnRecord } from '../../worker/turn/record.ts';
import { startContext } from '../../worker/turn/session.ts';
import { turn } from '../../worker/turn/turn.ts';
import { withoutExamples } from '../policy/samples.ts';
import { wordVector } from './servers/words.ts';

export const vectorOf = (text: string, dimensions: number): Int8Array =>
  quantize(wordVector(text, dimensions)) ?? new Int8Array(dimensions);

/** What the local servers answer with, without the way there. */
export const wordEmbedder = (name: string, dimensions: number): Embedder => ({
  name,
  dimensions,
  embed: async (texts) => ({
    ok: true,
    vectors: texts.map((text) => (text.trim() === '' ? new Int8Array(dimensions) : vectorOf(text, dimensions))),
  }),
});

/** A release of this checkout's policy and knowledge, embedded, trained and calibrated with an embedder. Topics by patterns alone. */
export async function releaseBy(embedder: Embedder): Promise<Engine> {
  const [policy, articles, lists] = await Promise.all([readPolicy('policy'), readKnowledge('kb/articles'), readLists()]);
  const { hash, content } = await assemble(withoutExamples(policy), articles, { embedder, makeScan: plainScan, lists });
  const made = makeEngine(hash, content);
  if (!made.ok) throw new Error(made.problems.join('\n'));
  return made.engine;
}

/** A whole turn with these drivers, as the first message of a conversation. */
export async function recordOf(
  question: string,
  engine: Engine,
  embed: EmbedPort,
  search: SearchPort = engine.search,
): Promise<TurnRecord> {
  const input = {
    id: 'turn',
    conversationId: 'conversation',
    site: 'shop',
    question,
    context: startContext('en'),
    identity: null,
    at: new Date('2026-11-23T10:00:00Z'),
  };
  const lookups = { reserve: async () => ({ allowed: true, left: 4, release: async () => {} }) };
  const { record } = await turn(input, { engine: { ...engine, search }, embed, orders: memoryOrders([]), lookups });
  return record;
}
