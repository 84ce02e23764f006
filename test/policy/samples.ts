import { type Policy, requiredWording } from '../../policy/bundle.ts';
import { gatesDefaults } from '../../policy/gates.ts';
import type { GuardEval } from '../../policy/guard-eval.ts';
import { qaDefaults } from '../../policy/qa.ts';
import type { Facts, Rule, Topic } from '../../policy/schema.ts';
import { GUARD } from '../../worker/turn/ground/ground.ts';

/** What a rule sees when nothing special is going on: an ordinary question, nothing retrieved yet. */
export const neutral: Facts = {
  language: 'en',
  topic: { id: '', confidence: 0 },
  area: 'faqs',
  autonomy: 'autopilot',
  paused: false,
  sentiment: { score: 0, negative: false },
  safety: { matched: false, kind: '' },
  injection: { matched: false, score: 0, attempts: 0 },
  privacy: { matched: false, type: '' },
  asksForHuman: false,
  smalltalk: '',
  order: { reference: '', needed: false, verified: false, status: 'none', missing: [], overdue: false },
  conversation: { turns: 0, failures: 0, returnedFrom: '', clarified: false },
  knowledge: {
    found: false,
    confidence: 0,
    threshold: 0.6,
    evidence: 'fitted',
    article: '',
    stale: false,
    near: 0,
    chosen: false,
    locales: ['en'],
  },
  guard: { checked: false, passed: false },
  refund: { requested: false, eligible: '', amount: 0, automatic: false },
};

export type FactsOver = { [K in keyof Facts]?: Facts[K] extends object ? Partial<Facts[K]> : Facts[K] };

export function facts(over: FactsOver = {}): Facts {
  return {
    ...neutral,
    ...over,
    topic: { ...neutral.topic, ...over.topic },
    sentiment: { ...neutral.sentiment, ...over.sentiment },
    safety: { ...neutral.safety, ...over.safety },
    injection: { ...neutral.injection, ...over.injection },
    privacy: { ...neutral.privacy, ...over.privacy },
    order: { ...neutral.order, ...over.order },
    conversation: { ...neutral.conversation, ...over.conversation },
    knowledge: { ...neutral.knowledge, ...over.knowledge },
    guard: { ...neutral.guard, ...over.guard },
    refund: { ...neutral.refund, ...over.refund },
  };
}

export function rule(id: string, over: Partial<Rule> = {}): Rule {
  return {
    id,
    title: id,
    version: 1,
    moment: 'before-draft',
    when: 'true',
    ...wants({ outcome: 'answer' }),
    why: 'because a test needs it',
    ...over,
  };
}

/** What a rule wants, as an object to spread: `rule('x', wants({ outcome: 'decline' }))`. */
export const wants = (then: Rule['then']) => ({ then });

export function topic(id: string, over: Partial<Topic> = {}): Topic {
  return { id, title: id, kind: 'topic', weight: 1, patterns: {}, except: {}, examples: [], ...over };
}

/** Small and complete: two areas, permission to speak and the threshold. */
export function policy(over: Partial<Policy> = {}): Policy {
  const area = { title: 'Area', assistant: 'answers', humans: 'review', risk: 'low' as const, controls: [], owner: 'Marta' };
  return {
    matrix: {
      version: 1,
      defaults: {
        max_wrong_answer_rate: 0.02,
        assumed_out_of_scope_share: 0.15,
        calibration_confidence: 0.8,
        promised_minutes: 10,
        near_misses: null,
        false_alarms: {},
        answer_in_other_language: false,
        fallback_locales: {},
        qa: qaDefaults,
        gates: gatesDefaults,
      },
      areas: [
        { ...area, id: 'faqs', autonomy: 'autopilot' },
        { ...area, id: 'order-status', autonomy: 'autopilot' },
        { ...area, id: 'refunds', autonomy: 'assist' },
        { ...area, id: 'privacy', autonomy: 'human-only', risk: 'high' },
      ],
    },
    rules: [
      rule('may-speak', { when: 'autonomy == "autopilot"' }),
      rule('confident', { moment: 'before-send', when: 'knowledge.found && guard.passed && knowledge.confidence >= knowledge.threshold' }),
    ],
    topics: [],
    examples: [],
    wording: [{ locale: 'en', texts: Object.fromEntries(requiredWording.map((key) => [key, `words of ${key}`])) }],
    refunds: null,
    privacy: null,
    helpLines: null,
    queue: null,
    tone: null,
    replies: null,
    prompts: null,
    model: null,
    guardEval: null,
    ...over,
  };
}

/** A policy that learns nothing from examples: where knowledge is tested, and fitting topics would only take its time. */
export const withoutExamples = (whole: Policy): Policy => ({
  ...whole,
  topics: whole.topics.map((one) =>
    Object.keys(one.patterns).length > 0 ? one : { ...one, patterns: { en: ['nobody ever writes this'] }, examples: [] },
  ),
  examples: [],
});

/** A guard that has shown what it has to, so that composed text may go out. */
export const shown: GuardEval = {
  guard: GUARD,
  judge: null,
  at: '2026-11-28',
  cases: '0',
  unsupported: 200,
  missed: 1,
  faithful: 100,
  blocked: 3,
};
