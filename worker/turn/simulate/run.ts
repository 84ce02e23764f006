import type { EmbedPort } from '../../ports/embed/port.ts';
import type { ModelPort } from '../../ports/model/port.ts';
import type { OrdersPort } from '../../ports/orders/port.ts';
import type { Engine } from '../../release/engine.ts';
import { mask } from '../mask.ts';
import type { ModelRecord, TurnRecord } from '../record.ts';
import { replyText } from '../reply.ts';
import { advance, startContext } from '../session.ts';
import { turn } from '../turn.ts';
import type { Case } from './case.ts';

export interface CaseResult {
  id: string;
  outcome: TurnRecord['outcome']['kind'];
  /** The best candidate, also where the outcome is not an answer. */
  article: string | null;
  area: string;
  ruleIds: string[];
  reason: string | null;
  confidence: number;
  reply: string;
  facts: TurnRecord['facts'];
  /** Milliseconds of the judged turn. */
  ms: number;
  /** What the case expected and did not get; empty when it holds. */
  misses: string[];
  /** Of all its turns; only where a model was there to be asked. */
  model?: ModelRun;
}

export interface ModelRun extends Pick<ModelRecord, 'calls' | 'refused'> {
  /** Turns with a draft in a model's words, and turns in which it was asked for one and the approved text was left. */
  composed: number;
  fallback: number;
}

/** The model of one turn of a conversation. */
export type ModelOf = (conversation: string) => ModelPort;

/** Messages through the real turn: several are one conversation, which ends where a person takes over. The last turn. */
export async function converse(
  engine: Engine,
  embed: EmbedPort,
  orders: OrdersPort,
  entry: Pick<Case, 'id' | 'messages' | 'locale'>,
  at: Date,
  modelOf?: ModelOf,
): Promise<{ record: TurnRecord; ms: number; model: ModelRun }> {
  let context = startContext(entry.locale);
  const model: ModelRun = { calls: [], refused: [], composed: 0, fallback: 0 };
  let last: { record: TurnRecord; ms: number } | null = null;
  const attempts = new Map<string, number>();
  const ports = { engine, embed, orders, lookups: countingGuard(attempts) };
  for (const [i, message] of entry.messages.entries()) {
    const start = performance.now();
    const input = {
      id: `${entry.id}.${i}`,
      conversationId: entry.id,
      site: 'simulate',
      question: mask(message),
      context,
      identity: null,
      at,
    };
    const { record, next } = await turn(input, { ...ports, ...(modelOf && { model: modelOf(entry.id) }) });
    add(model, record);
    last = { record, ms: performance.now() - start };
    if (record.outcome.kind === 'handoff') break;
    context = advance(context, record, next);
  }
  if (!last) throw new Error(`case ${entry.id} has no messages`);
  return { ...last, model };
}

function add(run: ModelRun, { model, draft }: TurnRecord): void {
  run.calls.push(...(model?.calls ?? []));
  run.refused.push(...(model?.refused ?? []));
  if (draft.kind === 'composed') run.composed++;
  else if (model?.calls.some(({ use }) => use === 'compose')) run.fallback++;
}

/** One case, judged by what it expects. */
export async function runCase(
  engine: Engine,
  embed: EmbedPort,
  orders: OrdersPort,
  entry: Case,
  at: Date = new Date(),
  modelOf?: ModelOf,
): Promise<CaseResult> {
  const { record, ms, model } = await converse(engine, embed, orders, entry, at, modelOf);
  return {
    id: entry.id,
    outcome: record.outcome.kind,
    article: record.passages[0]?.articleId ?? null,
    area: record.facts.area,
    ruleIds: record.ruleIds,
    reason: record.outcome.kind === 'handoff' ? record.outcome.reason : null,
    confidence: record.confidence,
    reply: [...(record.also ?? []).map(({ draft }) => replyText({ kind: 'answer', draft })), replyText(record.outcome)].join('\n\n'),
    facts: record.facts,
    ms: Math.round(ms * 1000) / 1000,
    misses: misses(entry, record),
    ...(modelOf && { model }),
  };
}

/** The same limit as in the worker, counted for one case only. */
function countingGuard(attempts: Map<string, number>) {
  return {
    async reserve(number: string, email: string) {
      const keys = [number, email];
      const used = Math.max(...keys.map((key) => attempts.get(key) ?? 0));
      for (const key of keys) attempts.set(key, (attempts.get(key) ?? 0) + 1);
      return {
        allowed: used < 5,
        left: 4 - used,
        release: async () => keys.forEach((key) => void attempts.set(key, (attempts.get(key) ?? 1) - 1)),
      };
    },
  };
}

function misses({ expect, ...rest }: Case, record: TurnRecord): string[] {
  const wanted = { ...rest, ...expect };
  const kind = record.outcome.kind;
  const reason = record.outcome.kind === 'handoff' ? record.outcome.reason : '';
  const article = record.passages[0]?.articleId;
  const found: string[] = [];
  if (expect?.outcome && kind !== expect.outcome) found.push(`outcome ${kind}, expected ${expect.outcome}`);
  if (wanted.outcomeIn && !wanted.outcomeIn.includes(kind)) found.push(`outcome ${kind}, expected one of ${wanted.outcomeIn.join(', ')}`);
  if (wanted.notReason && reason === wanted.notReason) found.push(`reason ${reason}`);
  if (expect?.article && article !== expect.article) found.push(`article ${article ?? 'none'}, expected ${expect.article}`);
  if (expect?.rule && !record.ruleIds.includes(expect.rule))
    found.push(`rules ${record.ruleIds.join(', ') || 'none'}, expected ${expect.rule}`);
  if (expect?.area && record.facts.area !== expect.area) found.push(`area ${record.facts.area}, expected ${expect.area}`);
  return found;
}
