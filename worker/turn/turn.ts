import { type Decision, evaluate } from '../../policy/evaluate.ts';
import type { Facts } from '../../policy/schema.ts';
import type { EmbedPort } from '../ports/embed/port.ts';
import { remembering } from '../ports/embed/remember.ts';
import { isInstalled, noModel } from '../ports/model/none.ts';
import type { ModelPort } from '../ports/model/port.ts';
import { isOverdue } from '../ports/orders/overdue.ts';
import type { OrdersPort } from '../ports/orders/port.ts';
import { type Draw, draws, sample } from '../qa/sampling.ts';
import type { Engine } from '../release/engine.ts';
import { acknowledge } from './acknowledge.ts';
import { asChosen, chosenFrom } from './choice.ts';
import { composedAnswer } from './compose/answer.ts';
import { draftAnswer, draftChoice, draftOrder } from './draft.ts';
import { nextSubject } from './follow-up.ts';
import { guard } from './guard.ts';
import { type Consulted, consult, thresholdOf } from './knowledge.ts';
import { localesFor, localesOf } from './locales.ts';
import { type Identity, type LookupGuard, lookUpOrder } from './order.ts';
import { decide } from './outcome.ts';
import { privacyOpened } from './privacy/opened.ts';
import type { Draft, ModelRecord, TurnRecord } from './record.ts';
import { refundAsked, type TurnContext } from './refund/asked.ts';
import { type Considered, considerRefund } from './refund/consider.ts';
import type { RefundFiling } from './refund/filing.ts';
import { noLedger, type RefundLedger } from './refund/ledger.ts';
import { answerRest } from './rest.ts';
import { isStricter, secondOpinion } from './second.ts';
import { asReleased, inForce, type Standing, whilePaused } from './standing.ts';
import { LATE_TOPIC } from './triage.ts';
import { understand } from './understand.ts';

export interface TurnInput {
  id: string;
  conversationId: string;
  site: string;
  /** The customer's words, masked. */
  question: string;
  context: TurnContext;
  identity: Identity | null;
  at: Date;
  /** Pauses and levels of the site; left out: as the release says. */
  standing?: Standing;
}

export interface TurnPorts {
  engine: Engine;
  embed: EmbedPort;
  orders: OrdersPort;
  lookups: LookupGuard;
  /** Left out: none, and approved text goes out as it is. */
  model?: ModelPort;
  /** Gets a composed answer as far as it passed the guard, each time a sentence did; null: what was said so far does not stand. */
  say?: (text: string | null, facts: Facts) => void;
  /** Left out: nothing was refunded before, and nothing is approved without a person. */
  refunds?: RefundLedger;
  /** The number a turn draws for its review. Left out: one that anyone can compute, as nobody reviews what is only tried out. */
  draw?: Draw;
}

/** What the next turn has to know. */
export type NextContext = Pick<TurnContext, 'language' | 'failures' | 'order' | 'offered' | 'subject' | 'refund' | 'late'>;

export interface Turned {
  record: TurnRecord;
  next: NextContext;
  /** A refund request for people to decide, to be filed together with the handoff; null when there is none. */
  filing: RefundFiling | null;
}

/**
 * One customer message, from words to outcome: triage, govern, retrieve, draft, guard, govern again, outcome. Nothing
 * here knows HTTP, sockets or storage; the caller keeps the record and sends the outcome.
 */
export async function turn(input: TurnInput, ports: TurnPorts): Promise<Turned> {
  const { engine, refunds: ledger = noLedger, model = noModel() } = ports;
  const today = input.at.toISOString().slice(0, 10);
  const waits: Record<string, number> = {};
  const timed = async <T>(name: string, work: Promise<T>): Promise<T> => {
    const start = Date.now();
    const value = await work;
    waits[name] = Date.now() - start;
    return value;
  };

  const embed = remembering(ports.embed);
  const seen = await timed('triage', understand(engine, embed, input.question, input.context));
  const chosen = chosenFrom(input.context.offered, input.question, engine.articles);
  const read = { ...seen.facts, ...(chosen && asChosen(seen.facts, input.context.language)) };
  const say = engine.say(read.language);
  // Without a policy for refunds they are an area like any other.
  const asked = engine.policy.refunds ? refundAsked(seen, input.question, input.context) : null;
  const area = asked !== null ? 'refunds' : (seen.area ?? 'faqs');
  let facts: Facts = {
    ...read,
    area,
    ...inForce(engine.policy.matrix, area, input.standing ?? asReleased),
    knowledge: {
      found: false,
      confidence: 0,
      ...thresholdOf(engine, read.language, area),
      article: '',
      stale: false,
      near: 0,
      chosen: false,
      locales: localesFor(
        read.language,
        localesOf(engine.articles),
        engine.policy.matrix.defaults,
        engine.policy.wording[0]?.locale ?? 'en',
      ),
    },
    guard: { checked: false, passed: false },
    refund: { requested: asked !== null, eligible: '', amount: 0, automatic: false },
  };

  let decision: Decision = whilePaused(evaluate(engine.rules, 'before-draft', facts, today), facts);
  let draft: Draft = { kind: 'none' };
  let found: Consulted | null = null;
  let refund: Considered | null = null;
  // In assist areas the draft is made for the people, not for the customer; in shadow areas for reviewers alone, wherever the
  // assistant would have spoken.
  const watched = facts.autonomy === 'shadow' && !facts.paused;
  const wouldSpeak = watched && evaluate(engine.rules, 'before-draft', { ...facts, autonomy: 'autopilot' }, today).outcome === 'answer';
  const mayDraft = decision.outcome === 'answer' || decision.reason === 'approval-required' || wouldSpeak;

  // A refund is looked at with its order, so that whoever decides has the numbers. Where the assistant may not ask, only with
  // what it was given.
  const { number, email } = seen.order;
  const withOrder = asked !== null && (decision.outcome === 'answer' || (number !== '' && (input.identity?.email ?? email) !== ''));

  const modelled: ModelRecord = { calls: [], refused: [], second: [] };
  const { question } = input;
  const asks = isInstalled(model) && decision.outcome === 'answer' && facts.smalltalk === '';
  const standing = input.standing ?? asReleased;
  const opinion = asks ? timed('second', secondOpinion({ model, engine, question, facts, decision, standing, today })) : null;
  // Nothing is shown before the second opinion is there.
  const partly = (text: string | null) => void opinion?.then(({ stricter }) => stricter ?? ports.say?.(text, facts));

  if (mayDraft && facts.smalltalk !== '') {
    draft = { kind: 'text', text: say(`smalltalk.${facts.smalltalk}`) };
  } else if (mayDraft && (facts.order.needed || withOrder)) {
    const order = await timed(
      'orders',
      lookUpOrder({ orders: ports.orders, guard: ports.lookups }, input.site, seen.order, input.identity, say),
    );
    facts = { ...facts, order: { ...order.facts, overdue: order.order !== null && isOverdue(order.order, input.at) } };
    draft = draftOrder(order, say);
    if (asked !== null && order.order) {
      const { conversationId, id, at } = input;
      const about = { engine, ledger, order: order.order, question: asked, turn: { id, conversationId, at }, say, locale: read.language };
      refund = await timed('ledger', considerRefund(about));
      facts = { ...facts, refund: refund.facts };
      draft = refund.draft ?? draft;
    }
  } else if (mayDraft) {
    found = await timed('retrieve', consult({ engine, embed, model }, input, facts, chosen));
    facts = { ...facts, knowledge: found.facts };
    // People who approve or take over get the best answer there is; the question back is for the customer alone.
    const offers = found.near.length > 0 && decision.outcome === 'answer' && !facts.conversation.clarified;
    draft = offers ? draftChoice(found.near, say) : draftAnswer(found.article, found.passages[0]?.passage);
    const composing = { engine, model, input, facts, decision, found, today, say: partly };
    const composed = offers || !isInstalled(model) ? null : await timed('compose', composedAnswer(composing));
    draft = composed?.draft ?? draft;
    modelled.calls.push(...(found.call ? [found.call] : []), ...(composed?.calls ?? []));
    modelled.refused.push(...(composed?.refused ?? []));
  }

  const second = await opinion;
  modelled.calls.push(...(second ? [second.call] : []));
  modelled.second.push(...(second?.seen ?? []));

  const judge = (words: Draft, known: Facts) => {
    const verdicts = guard({
      draft: words,
      question,
      language: known.language,
      articles: engine.articles,
      orderVerified: known.order.verified,
      tone: engine.tone,
    });
    const judged = { ...known, guard: { checked: true, passed: verdicts.every((verdict) => verdict.passed) } };
    return { draft: words, verdicts, facts: judged, after: evaluate(engine.rules, 'before-send', judged, today) };
  };
  let judged: ReturnType<typeof judge> | null = null;
  if (mayDraft) {
    judged = judge(draft, facts);
    if (refund?.automatic && refund.filing && decision.outcome === 'answer' && !second?.stricter) {
      // Would it be said if it were approved? Only then is the ledger asked, and only its yes is said.
      const approved = judge(refund.automatic, { ...facts, refund: { ...facts.refund, automatic: true } });
      if (approved.after.outcome === 'answer' && (await timed('approve', approve(ledger, refund.filing)))) judged = approved;
    }
    ({ draft, facts } = judged);
    const { after } = judged;
    // A handoff decided before the draft stands: people asked for the draft, not for another opinion.
    decision = decision.outcome === 'answer' ? { ...after, matched: [...decision.matched, ...after.matched] } : decision;
  }
  if (second?.stricter && isStricter(second.stricter.decision, decision)) {
    const { order, knowledge, guard } = facts;
    facts = { ...second.stricter.facts, order, knowledge, guard };
    decision = { ...second.stricter.decision, matched: [...second.stricter.decision.matched, ...decision.matched] };
    // Words about something else help nobody who takes over; those that wait for their yes do.
    if (decision.reason !== 'approval-required') draft = { kind: 'none' };
    refund = null;
  }

  const opened = privacyOpened(facts, engine.policy, input.at);
  const told = acknowledge(decision, { policy: engine.policy, facts, opened, region: input.context.region ?? '', say });
  const outcome = decide(told.decision, draft, told.say);
  const also = outcome.kind === 'handoff' && decision.rest ? await answerRest(input, ports, facts.language, turn) : [];
  const sampling = await sample(engine.policy.matrix, { id: input.id, facts, draft, outcome }, ports.draw ?? draws('', input.site));
  const record: TurnRecord = {
    id: input.id,
    conversationId: input.conversationId,
    at: input.at.toISOString(),
    release: engine.release,
    engine: {
      embedder: ports.embed.name,
      model: model.name,
      search: engine.search.name,
      calibrated: facts.knowledge.evidence === 'fitted',
    },
    question: input.question,
    ...(found?.asked && { asked: found.asked }),
    facts,
    passages: found?.passages ?? [],
    confidence: facts.knowledge.confidence,
    draft,
    verdicts: judged?.verdicts ?? [],
    ...(modelled.calls.length > 0 && { model: modelled }),
    ...(refund?.record && { refund: { ...refund.record, automatic: facts.refund.automatic } }),
    ...(opened && { privacy: opened }),
    outcome,
    ...(also.length > 0 && { also }),
    ruleIds: decision.ruleIds,
    matched: decision.matched,
    ...(decision.fault && { fault: decision.fault }),
    waits,
    sampling,
    sent: false,
  };
  // In a shadow area nothing that the assistant did has any effect.
  const files = outcome.kind === 'handoff' && facts.autonomy !== 'shadow';
  return { record, next: nextContext(input.context, record, seen.order, found, asked), filing: files ? (refund?.filing ?? null) : null };
}

const approve = (ledger: RefundLedger, filing: RefundFiling): Promise<boolean> =>
  ledger.approve(filing).catch((error: unknown) => {
    console.error(`refund ledger failed: ${error instanceof Error ? error.message : 'unknown'}`);
    return false;
  });

function nextContext(
  context: TurnContext,
  record: TurnRecord,
  given: { number: string; email: string },
  found: Consulted | null,
  refund: string | null,
): NextContext {
  const { facts, outcome } = record;
  const sent = outcome.kind === 'answer' || outcome.kind === 'clarify' ? outcome.draft : null;
  const asking = facts.order.status === 'incomplete' || facts.order.status === 'refused';
  // Asking for an order number or between articles is no failure; not understanding is.
  const asks = asking || sent?.kind === 'choose';
  return {
    language: facts.language,
    failures: asks ? context.failures : outcome.kind === 'clarify' ? context.failures + 1 : 0,
    // Only what the customer was shown can be chosen.
    offered: sent?.kind === 'choose' ? (found?.near ?? []) : [],
    // A person goes on from the whole conversation, and the assistant from nothing.
    subject: outcome.kind === 'handoff' ? null : nextSubject(context.subject, record, found?.leans ?? false),
    order: asking
      ? { asking, ...(facts.order.status === 'refused' ? { number: '', email: '' } : given) }
      : { asking: false, number: '', email: '' },
    refund: asking && refund !== null ? { question: refund } : undefined,
    late: asking && facts.topic.id === LATE_TOPIC,
  };
}
