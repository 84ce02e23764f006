import { z } from 'zod';
import { controlProblems } from './controls.ts';
import { checkRefunds, refundPolicySchema } from './refunds.ts';
import { matrixSchema, ruleSchema, topicSchema, wordingSchema } from './schema.ts';

/** The whole policy as one value: what a release holds and the engine reads. */
export const policySchema = z.strictObject({
  matrix: matrixSchema,
  rules: z.array(ruleSchema),
  topics: z.array(topicSchema),
  wording: z.array(wordingSchema).min(1),
  /** Without it no refund is eligible and a person decides each one. Releases made before it have none. */
  refunds: refundPolicySchema.nullable().default(null),
});
export type Policy = z.infer<typeof policySchema>;

/** Wording every policy must have, in its first locale. */
export const requiredWording = [
  'greeting',
  ...['low-confidence', 'negative-sentiment', 'policy-topic', 'safety', 'customer-request', 'repeated-failure'].map((r) => `handoff.${r}`),
  ...['approval-required', 'guard-blocked', 'order-not-verified', 'tool-failure', 'stale-knowledge', 'paused'].map((r) => `handoff.${r}`),
  ...['withdrawn', 'claimed', 'released', 'requeued', 'missed', 'contact', 'resolved', 'returned'].map((n) => `notice.${n}`),
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

/** Everything wrong with a policy that the schemas of its parts cannot see, each with the file to mend. */
export function checkPolicy(policy: Policy): string[] {
  const problems: string[] = [];
  const areas = new Set(policy.matrix.areas.map((area) => area.id));
  const base = policy.wording[0];
  for (const key of requiredWording) {
    if (!base?.texts[key]) problems.push(`wording/${base?.locale}.yaml: missing "${key}"; add the approved text.`);
  }
  const ids = [...policy.rules.map((rule) => `rules/${rule.id}`), ...policy.topics.map((topic) => `topics/${topic.id}`)];
  for (const id of ids.filter((id, i) => ids.indexOf(id) !== i)) problems.push(`${id}.yaml: the id is used twice; rename one.`);
  problems.push(...controlProblems(policy.matrix.areas));
  for (const topic of policy.topics) {
    if (topic.area && !areas.has(topic.area)) problems.push(`topics/${topic.id}.yaml: area "${topic.area}" is not in matrix.yaml.`);
    for (const pattern of [...Object.values(topic.patterns), ...Object.values(topic.except)].flat()) {
      try {
        new RegExp(pattern, 'iu');
      } catch {
        problems.push(`topics/${topic.id}.yaml: "${pattern}" is not a valid regular expression.`);
      }
      // Patterns are compiled without Unicode classes, which are slow to compile; only this one is translated.
      if (/\\P|\\p\{(?!L\})/.test(pattern))
        problems.push(`topics/${topic.id}.yaml: "${pattern}" has a class other than \\p{L}; only that one can be used.`);
    }
  }
  for (const rule of policy.rules) {
    if (rule.then.outcome === 'handoff' && !rule.then.reason) problems.push(`rules/${rule.id}.yaml: a handoff needs a reason.`);
    if (rule.then.say && !base?.texts[rule.then.say]) problems.push(`rules/${rule.id}.yaml: no approved text "${rule.then.say}".`);
  }
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
  return problems;
}
