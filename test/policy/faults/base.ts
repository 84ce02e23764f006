import { requiredWording } from '../../../policy/bundle.ts';
import { requiredAreas } from '../../../policy/check/matrix.ts';

/** A small policy without a fault, as files by their path. Faults are planted into it one by one. */
export type Files = Record<string, string>;

const areas = requiredAreas.map(
  (id) => `  - id: ${id}
    title: Area ${id}
    assistant: Answers
    humans: Review
    risk: low
    controls: [${['account', 'privacy'].includes(id) ? 'human-only' : 'kb-grounding'}]
    owner: Marta Kowalska
    autonomy: ${['account', 'privacy'].includes(id) ? 'human-only' : id === 'refunds' ? 'assist' : 'autopilot'}
`,
);

const texts = (locale: string) =>
  [...requiredWording.filter((key) => key !== 'order.card'), 'order.card', 'care.upset']
    .map((key) => `  ${key}: ${locale} words of ${key}${key === 'order.card' ? ' {number}' : ''}\n`)
    .join('');

const rule = (id: string, moment: string, when: string, then: string) => `id: ${id}
title: Rule ${id}
version: 1
moment: ${moment}
when: >-
  ${when}
then:
  outcome: ${then}
why: >-
  Because a test needs it.
`;

const cases = (id: string, outcome: string, facts: readonly string[]): Files =>
  Object.fromEntries(facts.map((one, i) => [`cases/${id}/${outcome}/case-${i + 1}.json`, `{ "facts": ${one} }\n`]));

export const base: Files = {
  'matrix.yaml': `version: 1
defaults:
  max_wrong_answer_rate: 0.02
  assumed_out_of_scope_share: 0.15
  calibration_confidence: 0.7
  promised_minutes: 10
  fallback_locales: { de: [en] }
areas:
${areas.join('')}`,
  'rules/speaks.yaml': rule('speaks', 'before-draft', 'autonomy == "autopilot"', 'answer'),
  'rules/upset.yaml': rule(
    'upset',
    'before-draft',
    'sentiment.negative &&\n  conversation.returnedFrom != "negative-sentiment"',
    'handoff\n  reason: negative-sentiment\n  priority: 2\n  say: care.upset',
  ),
  'rules/sure.yaml': rule('sure', 'before-send', 'guard.passed && knowledge.confidence >= knowledge.threshold', 'answer'),
  ...cases('speaks', 'answer', ['{}', '{ "area": "order-status" }', '{ "conversation": { "failures": 1 } }']),
  ...cases('upset', 'handoff', [
    '{ "sentiment": { "negative": true } }',
    '{ "sentiment": { "negative": true, "score": -1 } }',
    '{ "sentiment": { "negative": true }, "conversation": { "returnedFrom": "paused" } }',
  ]),
  'cases/sure/answer/how-long-does-delivery-take.json': '{ "messages": ["How long does delivery take?"] }\n',
  'cases/sure/answer/wie-lange-dauert-es.json': '{ "messages": ["Wie lange dauert es?"], "locale": "de" }\n',
  'cases/sure/answer/by-facts.json':
    '{\n  "facts": {\n    "guard": { "checked": true, "passed": true },\n    "knowledge": { "confidence": 0.9 }\n  }\n}\n',
  'topics/refund-request.yaml': `id: refund-request
title: Wants money back
kind: topic
area: refunds
patterns:
  en:
    - 'money back'
    - 'refund (?:me|please)'
  de:
    - 'geld zurück'
except:
  en:
    - 'money back guarantee'
examples: ["I want my money back", "Geld zurück"]
`,
  'topics/account-change.yaml': 'id: account-change\ntitle: Changes an account\nkind: topic\narea: account\npatterns: {}\n',
  'examples/account-change.yaml':
    'topic: account-change\nlike:\n  en:\n    - change my name\n    - close my account\nunlike:\n  en:\n    - change my order\n',
  'examples/ordinary.yaml': 'topic: ordinary\nlike:\n  en:\n    - do you sell tents\n',
  'wording/en.yaml': `locale: en\ntexts:\n${texts('en')}`,
  'wording/de.yaml': `locale: de\ntexts:\n${texts('de')}`,
};
