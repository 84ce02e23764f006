import { expect, test } from 'vitest';
import { notInstalled } from '../../../../worker/ports/embed/port.ts';
import { memoryOrders } from '../../../../worker/ports/orders/memory.ts';
import { readPolicy } from '../../../../worker/release/build.ts';
import { type Case, caseSchema } from '../../../../worker/turn/simulate/case.ts';
import { runCase } from '../../../../worker/turn/simulate/run.ts';
import { article } from '../../../kb/samples.ts';
import { engineOf, order } from '../samples.ts';

const articles = [
  article('delivery', ['how long does delivery take'], 'Three days.'),
  article('returns', ['how do I send something back'], 'Thirty days.'),
];
const engine = engineOf(articles, await readPolicy('policy'));
const run = (messages: string[], over: Partial<Case> = {}) =>
  runCase(engine, notInstalled, memoryOrders([order]), caseSchema.parse({ id: 'case', messages, ...over }));

test('judges an answer: article, area, rules, confidence, words and time', async () => {
  expect(await run(['How long does delivery take?'])).toMatchObject({
    id: 'case',
    outcome: 'answer',
    article: 'delivery',
    area: 'faqs',
    ruleIds: ['approved-answer-is-sent'],
    reason: null,
    reply: 'Three days.',
    misses: [],
    ms: expect.any(Number),
  });
});

test('names the best candidate also where it was not sent', async () => {
  const result = await run(['does it take a long time to deliver a piano to the moon or back?']);
  expect(result).toMatchObject({ outcome: 'handoff', reason: 'low-confidence', article: expect.any(String) });
});

test('takes several messages as one conversation and judges the last', async () => {
  const result = await run(['Where is my order?', 'FW-10023', 'ana@example.com']);
  expect(result).toMatchObject({ outcome: 'answer', ruleIds: ['verified-order-is-shown'], area: 'order-status' });
  expect(result.facts.order).toMatchObject({ status: 'verified', reference: 'FW10023' });
  expect(result.facts.conversation.turns).toBe(2);
});

test('ends a conversation where a person takes over', async () => {
  const result = await run(['I want to talk to a person', 'How long does delivery take?']);
  expect(result).toMatchObject({ outcome: 'handoff', reason: 'customer-request' });
  expect(result.facts.conversation.turns).toBe(0);
});

test('counts look-ups within a case and not across cases', async () => {
  const wrong = ['Where is my order?', ...Array.from({ length: 5 }, () => 'FW-10023 eve@example.com')];
  expect(await run(wrong.slice(0, 5))).toMatchObject({ outcome: 'clarify', ruleIds: ['wrong-order-details-are-asked-again'] });
  expect(await run(wrong)).toMatchObject({ outcome: 'handoff', reason: 'order-not-verified' });
  expect(await run(['FW-10023 ana@example.com'])).toMatchObject({ outcome: 'answer' });
});

test('masks messages before the turn sees them', async () => {
  const result = await run(['my card 4111 1111 1111 1111 was charged, where is my order?']);
  expect(JSON.stringify(result)).not.toContain('4111');
});

test('says each thing that was expected and did not come', async () => {
  const expectation = { outcome: 'clarify', article: 'returns', rule: 'low-confidence', area: 'privacy' } as const;
  const result = await run(['How long does delivery take?'], { expect: expectation, outcomeIn: ['decline'] });
  expect(result.misses).toEqual([
    'outcome answer, expected clarify',
    'outcome answer, expected one of decline',
    'article delivery, expected returns',
    'rules approved-answer-is-sent, expected low-confidence',
    'area faqs, expected privacy',
  ]);
});

test('takes outcomeIn and notReason beside or inside the expectation', async () => {
  const person = ['agent'];
  expect((await run(person, { notReason: 'customer-request' })).misses).toEqual(['reason customer-request']);
  expect((await run(person, { expect: { notReason: 'customer-request' } })).misses).toEqual(['reason customer-request']);
  expect((await run(person, { outcomeIn: ['handoff', 'clarify'], notReason: 'safety' })).misses).toEqual([]);
});

test('gives the same result every time', async () => {
  const { ms: _, ...first } = await run(['How do I send something back?']);
  const { ms: __, ...second } = await run(['How do I send something back?']);
  expect(second).toEqual(first);
});
