import { expect, test } from 'vitest';
import { closedSet, factNames, mentionsOf, namesOf } from '../../../policy/check/facts.ts';
import { environment } from '../../../policy/expression.ts';
import { policy, topic } from '../samples.ts';

const env = environment();
const mentions = (text: string) => mentionsOf(env.parse(text).ast);
const names = namesOf(policy().matrix, [topic('press', { area: 'faqs' }), topic('fire', { kind: 'safety' })], ['unread']);

test('knows every fact by the name that rules write', () => {
  for (const name of ['area', 'order.needed', 'conversation.returnedFrom', 'refund.amount']) expect(factNames.has(name)).toBe(true);
  expect(factNames.has('order')).toBe(false);
});

test('finds facts, and the texts they are compared with', () => {
  const { facts, compared, numbers } = mentions(
    'area in ["faqs", "refunds"] && "email" in order.missing && conversation.turns > 3 || topic.id != "press"',
  );
  expect([...facts]).toEqual(['area', 'order.missing', 'conversation.turns', 'topic.id']);
  expect(compared.map(({ fact, text }) => `${fact} ${text}`)).toEqual([
    'area faqs',
    'area refunds',
    'order.missing email',
    'topic.id press',
  ]);
  expect(numbers).toEqual([3]);
});

test('notices when more counts than which text it is', () => {
  expect([...mentions('area == "faqs" && order.reference != ""').opened]).toEqual([]);
  expect([...mentions('area.startsWith("f") && size(order.missing) == 0').opened]).toEqual(['area', 'order.missing']);
  expect([...mentions('area == topic.id').opened]).toEqual(['area', 'topic.id']);
});

test('knows which facts take no other values', () => {
  expect(closedSet('area', names)).toEqual(['faqs', 'order-status', 'refunds', 'privacy']);
  expect(closedSet('topic.id', names)).toEqual(['', 'press', 'fire', 'unread', 'safety']);
  expect(closedSet('safety.kind', names)).toEqual(['', 'fire', 'unread', 'safety']);
  expect(closedSet('smalltalk', names)).toContain('hello');
  expect(closedSet('conversation.returnedFrom', names)).toContain('');
  expect(closedSet('order.missing', names)).toEqual(['number', 'email']);
  expect(closedSet('order.reference', names)).toBeNull();
  expect(closedSet('area', { ...names, areas: null })).toBeNull();
});

test('knows which levels and areas come together', () => {
  expect(names.levels.get('privacy')).toEqual(['human-only']);
  expect(names.levels.get('refunds')).toEqual(['human-only', 'shadow', 'assist']);
  expect(names.areasOf.get('press')).toEqual(['faqs', 'safety', 'refunds']);
});
