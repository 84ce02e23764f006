import { type Decision, evaluate } from '../../policy/evaluate.ts';
import type { Facts } from '../../policy/schema.ts';
import type { EmbedPort } from '../ports/embed/port.ts';
import type { OrdersPort } from '../ports/orders/port.ts';
import type { Engine } from '../release/engine.ts';
import { draftAnswer, draftOrder } from './draft.ts';
import { guard } from './guard.ts';
import { type Identity, type LookupGuard, lookUpOrder } from './order.ts';
import { decide } from './outcome.ts';
import type { Draft, TurnRecord, Verdict } from './record.ts';
import { retrieve } from './retrieve.ts';
import { type Context, triage } from './triage.ts';

export interface TurnInput {
  id: string;
  conversationId: string;
  site: string;
  /** The customer's words, masked. */
  question: string;
  context: Context;
  identity: Identity | null;
  at: Date;
}

export interface TurnPorts {
  engine: Engine;
  embed: EmbedPort;
  orders: OrdersPort;
  lookups: LookupGuard;
}

/** What the next turn has to know. */
export type NextContext = Pick<Context, 'language' | 'failures' | 'order'>;

/**
 * One customer message, from words to outcome: triage, govern, retrieve, draft, guard, govern again, outcome. Nothing
 * here knows HTTP, sockets or storage; the caller keeps the record and sends the outcome.
 */
export async function turn(input: TurnInput, ports: TurnPorts): Promise<{ record: TurnRecord; next: NextContext }> {
  const { engine } = ports;
  const waits: Record<string, number> = {};
  const timed = async <T>(name: string, work: Promise<T>): Promise<T> => {
    const start = Date.now();
    const value = await work;
    waits[name] = Date.now() - start;
    return value;
  };

  const seen = triage(engine.topics, input.question, input.context);
  const say = engine.say(seen.facts.language);
  const area = seen.area ?? 'faqs';
  const threshold = engine.policy.matrix.defaults.confidence_threshold;
  let facts: Facts = {
    ...seen.facts,
    area,
    autonomy: engine.area(area)?.autonomy ?? 'human-only',
    knowledge: { found: false, confidence: 0, threshold: threshold.value, article: '', stale: false },
    guard: { checked: false, passed: false },
  };

  let decision: Decision = evaluate(engine.rules, 'before-draft', facts);
  let draft: Draft = { kind: 'none' };
  let verdicts: Verdict[] = [];
  let passages: TurnRecord['passages'] = [];
  // In assist and shadow areas the draft is made for the people, not for the customer.
  const mayDraft = decision.outcome === 'answer' || decision.reason === 'approval-required';

  if (mayDraft && facts.smalltalk !== '') {
    draft = { kind: 'text', text: say(`smalltalk.${facts.smalltalk}`) };
  } else if (mayDraft && facts.order.needed) {
    const found = await timed(
      'orders',
      lookUpOrder({ orders: ports.orders, guard: ports.lookups }, input.site, seen.order, input.identity, say),
    );
    facts = { ...facts, order: found.facts };
    draft = draftOrder(found, say);
  } else if (mayDraft) {
    const today = input.at.toISOString().slice(0, 10);
    const found = await timed('retrieve', retrieve({ ...engine, embed: ports.embed }, input.question, facts.language, today));
    passages = found.passages;
    facts = {
      ...facts,
      knowledge: {
        ...facts.knowledge,
        found: found.article !== null,
        confidence: found.confidence,
        article: found.article?.id ?? '',
        stale: found.stale,
      },
    };
    draft = draftAnswer(found);
  }

  if (mayDraft) {
    verdicts = guard({ draft, articles: engine.articles, orderVerified: facts.order.verified });
    facts = { ...facts, guard: { checked: true, passed: verdicts.every((verdict) => verdict.passed) } };
    const after = evaluate(engine.rules, 'before-send', facts);
    // A handoff decided before the draft stands: people asked for the draft, not for another opinion.
    decision = decision.outcome === 'answer' ? { ...after, matched: [...decision.matched, ...after.matched] } : decision;
  }

  const outcome = decide(decision, draft, say);
  const record: TurnRecord = {
    id: input.id,
    conversationId: input.conversationId,
    at: input.at.toISOString(),
    release: engine.release,
    engine: { embedder: ports.embed.name, model: 'none', search: engine.search.name, calibrated: threshold.calibrated },
    question: input.question,
    facts,
    passages,
    confidence: facts.knowledge.confidence,
    draft,
    verdicts,
    outcome,
    ruleIds: decision.ruleIds,
    matched: decision.matched,
    waits,
    sent: false,
  };
  return { record, next: nextContext(input.context, facts, seen.order, outcome.kind) };
}

function nextContext(context: Context, facts: Facts, given: { number: string; email: string }, outcome: string): NextContext {
  const asking = facts.order.status === 'incomplete' || facts.order.status === 'refused';
  return {
    language: facts.language,
    // Asking for an order number is no failure; not understanding is.
    failures: outcome === 'clarify' && !asking ? context.failures + 1 : asking ? context.failures : 0,
    order: asking
      ? { asking, ...(facts.order.status === 'refused' ? { number: '', email: '' } : given) }
      : { asking: false, number: '', email: '' },
  };
}
