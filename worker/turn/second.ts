import type { Decision } from '../../policy/evaluate.ts';
import { evaluate } from '../../policy/evaluate.ts';
import { type Facts, outcomes, type Topic } from '../../policy/schema.ts';
import type { ModelCall, ModelPort } from '../ports/model/port.ts';
import type { Engine } from '../release/engine.ts';
import { privacyIn } from './privacy/recognized.ts';
import { AREA as REFUNDS } from './refund/asked.ts';
import { inForce, type Standing } from './standing.ts';

export interface Second {
  call: ModelCall;
  /** Ids of the topics that the model sees in the message. */
  seen: string[];
  /** The facts with the topic that makes the outcome stricter, and that outcome; null: nothing does. */
  stricter: { facts: Facts; decision: Decision } | null;
}

interface Asked {
  model: ModelPort;
  engine: Pick<Engine, 'policy' | 'rules'>;
  question: string;
  facts: Facts;
  decision: Decision;
  standing: Standing;
  today: string;
}

/** Topics that may take a message away from the assistant. */
const kinds: readonly Topic['kind'][] = ['topic', 'safety', 'human', 'injection'];

/**
 * A second opinion on what a message is about. It goes through the same rules, and counts only where they make the outcome
 * stricter: a model that was tricked, or is wrong, can call people and nothing else.
 */
export async function secondOpinion({ model, engine, question, facts, decision, standing, today }: Asked): Promise<Second> {
  const topics = engine.policy.topics.filter(({ kind }) => kinds.includes(kind));
  const answered = await model.second({ question, categories: topics.map(({ id, title }) => ({ id, title })) });
  const { call } = answered;
  if (!answered.ok) return { call, seen: [], stricter: null };
  const opinions = topics
    .filter(({ id }) => answered.value.includes(id))
    .map((topic) => {
      const seen = factsWith(topic, facts, engine, standing);
      return { facts: seen, decision: evaluate(engine.rules, 'before-draft', seen, today) };
    })
    .sort((a, b) => order(a.decision) - order(b.decision));
  const [strictest] = opinions;
  return { call, seen: answered.value, stricter: strictest && isStricter(strictest.decision, decision) ? strictest : null };
}

/** Strictest outcome first, and the more urgent of two handoffs. */
const order = ({ outcome, priority }: Decision): number => outcomes.indexOf(outcome) * 10 + (outcome === 'handoff' ? priority : 0);
export const isStricter = (one: Decision, other: Decision): boolean => order(one) < order(other);

/** As if triage had recognized the topic. */
function factsWith(topic: Topic, facts: Facts, { policy }: Pick<Engine, 'policy'>, standing: Standing): Facts {
  const { id, kind } = topic;
  if (kind === 'human') return { ...facts, asksForHuman: true };
  if (kind === 'injection') return { ...facts, injection: { matched: true, score: topic.weight, attempts: facts.injection.attempts + 1 } };
  const area = kind === 'safety' ? 'safety' : (topic.area ?? facts.area);
  return {
    ...facts,
    area,
    ...inForce(policy.matrix, area, standing),
    topic: { id, confidence: 1 },
    ...(kind === 'safety' && { safety: { matched: true, kind: id } }),
    privacy: privacyIn(topic, new Map()),
    refund: { ...facts.refund, requested: facts.refund.requested || area === REFUNDS },
  };
}
