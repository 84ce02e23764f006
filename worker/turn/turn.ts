import { type Decision, evaluate } from '../../policy/evaluate.ts';
import type { Facts } from '../../policy/schema.ts';
import type { EmbedPort } from '../ports/embed/port.ts';
import type { OrdersPort } from '../ports/orders/port.ts';
import type { Engine } from '../release/engine.ts';
import { asChosen, chosenFrom } from './choice.ts';
import { draftAnswer, draftChoice, draftOrder } from './draft.ts';
import { guard } from './guard.ts';
import { consult } from './knowledge.ts';
import { type Identity, type LookupGuard, lookUpOrder } from './order.ts';
import { decide } from './outcome.ts';
import type { Draft, TurnRecord, Verdict } from './record.ts';
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
export type NextContext = Pick<Context, 'language' | 'failures' | 'order' | 'offered'>;

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
  const chosen = chosenFrom(input.context.offered, input.question, engine.articles);
  const read = { ...seen.facts, ...(chosen && asChosen(seen.facts, input.context.language)) };
  const say = engine.say(read.language);
  const area = seen.area ?? 'faqs';
  const threshold = engine.policy.matrix.defaults.confidence_threshold;
  let facts: Facts = {
    ...read,
    area,
    autonomy: engine.area(area)?.autonomy ?? 'human-only',
    knowledge: { found: false, confidence: 0, threshold: threshold.value, article: '', stale: false, near: 0, chosen: false },
    guard: { checked: false, passed: false },
  };

  let decision: Decision = evaluate(engine.rules, 'before-draft', facts);
  let draft: Draft = { kind: 'none' };
  let verdicts: Verdict[] = [];
  let passages: TurnRecord['passages'] = [];
  let offered: Context['offered'] = [];
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
    const found = await timed('retrieve', consult({ engine, embed: ports.embed }, input, facts, chosen));
    passages = found.passages;
    facts = { ...facts, knowledge: found.facts };
    // People who approve or take over get the best answer there is; the question back is for the customer alone.
    const offers = found.near.length > 0 && decision.outcome === 'answer' && !facts.conversation.clarified;
    draft = offers ? draftChoice(found.near, say) : draftAnswer(found);
    offered = found.near;
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
  // Only what the customer was shown can be chosen.
  const shown = outcome.kind === 'clarify' && outcome.draft.kind === 'choose';
  return { record, next: nextContext(input.context, facts, seen.order, outcome.kind, shown ? offered : []) };
}

function nextContext(
  context: Context,
  facts: Facts,
  given: { number: string; email: string },
  outcome: string,
  offered: Context['offered'],
): NextContext {
  const asking = facts.order.status === 'incomplete' || facts.order.status === 'refused';
  // Asking for an order number or between articles is no failure; not understanding is.
  const asks = asking || offered.length > 0;
  return {
    language: facts.language,
    failures: asks ? context.failures : outcome === 'clarify' ? context.failures + 1 : 0,
    offered,
    order: asking
      ? { asking, ...(facts.order.status === 'refused' ? { number: '', email: '' } : given) }
      : { asking: false, number: '', email: '' },
  };
}
