import { z } from 'zod';
import { controlProblems } from './controls.ts';
import { checkGuardEval, guardEvalSchema } from './guard-eval.ts';
import { checkHelpLines, helpLinesSchema } from './help-lines.ts';
import { checkModel, modelPolicySchema } from './model.ts';
import { checkPrivacy, privacyPolicySchema } from './privacy.ts';
import { promptSchema } from './prompts.ts';
import { checkPrompts } from './prompts-check.ts';
import { checkQueue, queuePolicySchema } from './queue.ts';
import { checkRefunds, refundPolicySchema } from './refunds.ts';
import { checkReplies, repliesPolicySchema } from './replies.ts';
import { examplesSchema, matrixSchema, ruleSchema, topicSchema, wordingSchema } from './schema.ts';
import { checkTone, tonePolicySchema } from './tone.ts';

/** The whole policy as one value: what a release holds and the engine reads. */
export const policySchema = z.strictObject({
  matrix: matrixSchema,
  rules: z.array(ruleSchema),
  topics: z.array(topicSchema),
  /** What the classifier is fitted on. A release holds the classifier and not these. */
  examples: z.array(examplesSchema).default([]),
  wording: z.array(wordingSchema).min(1),
  /** Without it no refund is eligible and a person decides each one. Releases made before it have none. */
  refunds: refundPolicySchema.nullable().default(null),
  /** Without it a privacy request is due in a month and gets the words of its rule. */
  privacy: privacyPolicySchema.nullable().default(null),
  /** Without it 112 is named. */
  helpLines: helpLinesSchema.nullable().default(null),
  /** Without it nothing is forbidden but what the guard knows. */
  tone: tonePolicySchema.nullable().default(null),
  /** Without it one time is promised for all, whoever takes it and whenever. */
  queue: queuePolicySchema.nullable().default(null),
  /** Texts that people at the desk send again and again. Without it they write each time. */
  replies: repliesPolicySchema.nullable().default(null),
  /** What a model is told. Without it none is asked. */
  prompts: z.array(promptSchema).nullable().default(null),
  /** What a model may cost and what it never gets to see. Without it the defaults hold (policy/model.ts). */
  model: modelPolicySchema.nullable().default(null),
  /** How well the guard was measured to keep composed text. Without it such text goes to people. */
  guardEval: guardEvalSchema.nullable().default(null),
});
export type Policy = z.infer<typeof policySchema>;

/** Wording every policy must have, in its first locale. */
export const requiredWording = [
  'greeting',
  ...['low-confidence', 'negative-sentiment', 'policy-topic', 'safety', 'customer-request', 'repeated-failure'].map((r) => `handoff.${r}`),
  ...['approval-required', 'guard-blocked', 'order-not-verified', 'tool-failure', 'stale-knowledge', 'paused'].map((r) => `handoff.${r}`),
  ...['withdrawn', 'claimed', 'released', 'requeued', 'transferred', 'joined', 'missed', 'contact', 'resolved', 'returned'].map(
    (n) => `notice.${n}`,
  ),
  ...['ask-number', 'ask-email', 'ask-both', 'not-matched', 'card'].map((o) => `order.${o}`),
  'clarify.after-return',
  'clarify.choose',
  'clarify.unclear',
  'decline.injection',
];

/** Needed as well where the policy says what is refunded. */
export const refundWording = ['yes', 'no', 'needs-person', 'about', 'total', 'automatic'].map((key) => `refund.${key}`);

export type Say = (key: string, values?: Record<string, string>) => string;

/**
 * Looks up approved words in the customer's language, then in the first locale of the release. A key nobody approved
 * comes back as the empty string, which the guard blocks.
 */
export function speaker(policy: Policy, locale: string): Say {
  const own = policy.wording.find((wording) => wording.locale === locale)?.texts ?? {};
  const base = policy.wording[0]?.texts ?? {};
  // Own keys only: `constructor` is in every object and approved by nobody.
  const at = (texts: Record<string, string>, key: string) => (Object.hasOwn(texts, key) ? texts[key] : undefined);
  return (key, values = {}) => {
    const text = at(own, key) ?? at(base, key) ?? '';
    return text.replace(/\{(\w+)\}/g, (_, name: string) => at(values, name) ?? '');
  };
}

/** Whether the parts of a policy fit together, each problem with the file to mend. Single parts: policy/check. */
export function checkPolicy(policy: Policy): string[] {
  const problems: string[] = [];
  const base = policy.wording[0];
  for (const key of requiredWording) {
    if (!base?.texts[key]) problems.push(`wording/${base?.locale}.yaml: missing "${key}"; add the approved text.`);
  }
  problems.push(...controlProblems(policy.matrix.areas));
  if (policy.refunds) {
    for (const key of refundWording)
      if (!base?.texts[key]) problems.push(`wording/${base?.locale}.yaml: missing "${key}"; refunds.yaml needs it.`);
    problems.push(
      ...checkRefunds(
        policy.refunds,
        policy.wording.map(({ locale }) => locale),
      ),
    );
  }
  if (policy.queue) {
    const teams = policy.rules.flatMap(({ then }) => ('team' in then && then.team ? [then.team] : []));
    problems.push(
      ...checkQueue(
        policy.queue,
        policy.matrix.areas.map(({ id }) => id),
        [...new Set(teams)],
      ),
    );
  }
  if (policy.privacy) problems.push(...checkPrivacy(policy.privacy, base?.texts ?? {}));
  problems.push(...checkHelpLines(policy.helpLines, policy.wording, policy.topics), ...checkTone(policy.tone, policy.wording));
  problems.push(...checkReplies(policy.replies, base?.locale ?? 'en', policy.tone));
  problems.push(...checkPrompts(policy.prompts, policy.model?.uses), ...checkModel(policy.model), ...checkGuardEval(policy.guardEval));
  return problems;
}
