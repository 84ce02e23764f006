import { z } from 'zod';
import { evaluate } from '../../policy/evaluate.ts';
import { type EmbedPort, questionsOf } from '../../worker/ports/embed/port.ts';
import { makeScan } from '../../worker/ports/embed/static/scan.ts';
import { kernelModule, loadStaticWorker } from '../../worker/ports/embed/static/worker.ts';
import { memoryOrders } from '../../worker/ports/orders/memory.ts';
import { sampleOrders } from '../../worker/ports/orders/sample.ts';
import { type Engine, makeEngine } from '../../worker/release/engine.ts';
import { decodeRelease } from '../../worker/release/format.ts';
import { mask } from '../../worker/turn/mask.ts';
import type { TurnRecord } from '../../worker/turn/record.ts';
import { retrieve } from '../../worker/turn/retrieve.ts';
import { startContext } from '../../worker/turn/session.ts';
import { type TurnInput, type TurnPorts, turn } from '../../worker/turn/turn.ts';
import { understand } from '../../worker/turn/understand.ts';

/** Runs the real turn, or one part of it, many times in a request. Inside workerd, for test/bench/turn.ts, which holds the clock. */
export const parts = ['nothing', 'turn', 'triage', 'triage-alone', 'govern', 'retrieve'] as const;
export type Part = (typeof parts)[number];

const runSchema = z.strictObject({ part: z.enum(parts), message: z.string(), times: z.int() });

let engine: Engine | null = null;
let embed: EmbedPort | null = null;
const records = new Map<string, TurnRecord>();
const orders = memoryOrders(sampleOrders(new Date()));
const lookups: TurnPorts['lookups'] = { reserve: async () => ({ allowed: true, left: 4, release: async () => {} }) };

async function run({ part, message, times }: z.infer<typeof runSchema>): Promise<string> {
  if (!engine || !embed) throw new Error('send a release first');
  const ports: TurnPorts = { engine, embed, orders, lookups };
  const input: TurnInput = {
    id: 'bench',
    conversationId: 'bench',
    site: 'bench',
    question: mask(message),
    context: startContext('en'),
    identity: null,
    at: new Date(),
  };
  if (part === 'nothing') return part;
  // Rules are judged on the facts that the message's whole turn ended with.
  const record = records.get(message) ?? (await turn(input, ports)).record;
  records.set(message, record);
  // Retrieval asks for the same vector of the message, so a turn pays for it once.
  const whole = engine.knowledge.embeddable(input.question, record.facts.language) ?? '';
  const given = whole === '' ? null : await embed.embed([whole]);
  const own = embed;
  const shared: EmbedPort = { name: own.name, embed: async (texts) => (texts[0] === whole ? given : own.embed(texts)) };
  const once: Record<Exclude<Part, 'nothing'>, () => unknown> = {
    turn: () => turn(input, ports),
    triage: () => understand(ports.engine, shared, input.question, input.context),
    'triage-alone': () => understand(ports.engine, own, input.question, input.context),
    govern: () => [evaluate(ports.engine.rules, 'before-draft', record.facts), evaluate(ports.engine.rules, 'before-send', record.facts)],
    retrieve: () => retrieve({ ...ports.engine, embed: ports.embed }, input.question, record.facts.language),
  };
  for (let i = 0; i < times; i++) await once[part]();
  return record.outcome.kind;
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    if (new URL(request.url).pathname === '/run') return new Response(await run(runSchema.parse(await request.json())));
    const decoded = decodeRelease(new Uint8Array(await request.arrayBuffer()));
    if (!decoded.ok) throw new Error(decoded.problem);
    const made = makeEngine('bench', decoded.content, (rows, width) => makeScan(kernelModule, rows, width));
    if (!made.ok) throw new Error(made.problems.join(' '));
    const embedder = await loadStaticWorker(env);
    if (!embedder) throw new Error('the encoder was not loaded');
    engine = made.engine;
    embed = questionsOf(embedder, ({ why }) => {
      throw new Error(why);
    });
    return new Response('ready');
  },
};
