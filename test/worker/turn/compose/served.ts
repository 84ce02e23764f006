import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Policy } from '../../../../policy/bundle.ts';
import type { ModelPort } from '../../../../worker/ports/model/port.ts';
import { readPolicy } from '../../../../worker/release/build.ts';
import type { Engine } from '../../../../worker/release/engine.ts';
import { modelIn } from '../../../contract/host.ts';
import { fairLimits } from '../../../contract/model.ts';
import { type ChatServer, chatServer } from '../../../contract/servers/chat.ts';
import { article } from '../../../kb/samples.ts';
import { policy, rule, shown, topic, wants } from '../../../policy/samples.ts';
import { modelAt } from '../../../run-command.ts';
import { engineOf } from '../samples.ts';

const key = 'local';

/** A model behind real HTTP, started before the tests of a file and stopped after them. */
export function served(): { server: () => ChatServer; model: () => ModelPort } {
  let server: ChatServer | undefined;
  let prompts: NonNullable<Policy['prompts']> = [];
  const running = () => {
    if (!server) throw new Error('the server has not started');
    return server;
  };
  beforeAll(async () => {
    prompts = (await readPolicy('policy')).prompts ?? [];
    server = await chatServer({ key });
  });
  beforeEach(() => running().reset());
  afterAll(() => server?.close());
  return { server: running, model: () => modelIn(modelAt(running().url, key), prompts, fairLimits) };
}

export const articles = [
  article(
    'delivery',
    ['how long does delivery take', 'delivery time to spain'],
    'Delivery takes 3 to 5 working days. We send parcels on weekdays only if they were paid by noon.',
    { mode: 'grounded', title: 'Delivery times' },
  ),
  article('refund', ['how do I get my money back', 'when is a refund paid'], 'Refunds take five days. They go back the way you paid.', {
    mode: 'grounded',
    title: 'Refunds',
  }),
  article('warranty', ['how long is the warranty'], 'The warranty is two years.', { title: 'Warranty' }),
];

export const rules = [
  ...policy().rules,
  rule('people-approve', { when: 'autonomy in ["shadow", "assist"]', ...wants({ outcome: 'handoff', reason: 'approval-required' }) }),
  rule('danger', { when: 'safety.matched', ...wants({ outcome: 'handoff', reason: 'safety', priority: 1, team: 'safety' }) }),
  rule('person', { when: 'asksForHuman', ...wants({ outcome: 'handoff', reason: 'customer-request' }) }),
  rule('tricks', { when: 'injection.matched', ...wants({ outcome: 'decline', say: 'decline.injection' }) }),
  rule('unsure', {
    moment: 'before-send',
    when: '!order.needed && smalltalk == "" && knowledge.confidence < knowledge.threshold',
    ...wants({ outcome: 'handoff', reason: 'low-confidence' }),
  }),
  rule('blocked', {
    moment: 'before-send',
    when: 'guard.checked && !guard.passed',
    ...wants({ outcome: 'handoff', reason: 'guard-blocked' }),
  }),
];
export const topics = [
  topic('fire', { kind: 'safety', title: 'Something burns', area: 'safety', patterns: { en: ['on fire'] } }),
  topic('human', { kind: 'human', title: 'Wants a person', patterns: { en: ['talk to a person'] } }),
  topic('trick', { kind: 'injection', title: 'Tricks', patterns: { en: ['ignore all rules'] } }),
  topic('refund', { area: 'refunds', title: 'Wants money back', patterns: { en: ['give me my money back'] } }),
];

/** Its guard may let composed text go out by itself unless something else is said. */
export const engineWith = (over: Partial<Policy> = {}): Engine => engineOf(articles, { rules, topics, guardEval: shown, ...over });
