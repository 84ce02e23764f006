import { expect, test } from 'vitest';
import { linesNamed, refundAsked } from '../../../../worker/turn/refund/asked.ts';
import { startContext } from '../../../../worker/turn/session.ts';
import { facts } from '../../../policy/samples.ts';
import { order } from '../samples.ts';

const start = startContext('en');
const waiting = { ...start, order: { asking: true, number: 'FW10002', email: '' }, refund: { question: 'I want a refund for my boots' } };
const seen = (area: string | null, topic = '') => ({ area, facts: facts({ topic: { id: topic, confidence: topic ? 1 : 0 } }) });

test('a message of the area asks for a refund, any other does not', () => {
  expect(refundAsked(seen('refunds', 'refund-request'), 'I want a refund', start)).toBe('I want a refund');
  for (const area of ['order-status', 'safety', null]) expect(refundAsked(seen(area), 'I want a refund', start)).toBeNull();
});

test('the details that were asked for go on with the request', () => {
  expect(refundAsked(seen('order-status'), 'ana@example.com', waiting)).toBe('I want a refund for my boots\nana@example.com');
  expect(refundAsked(seen('order-status'), 'ana@example.com', { ...waiting, order: { asking: false, number: '', email: '' } })).toBeNull();
  expect(refundAsked(seen('order-status'), 'ana@example.com', start)).toBeNull();
});

test('another question in between is another question', () => {
  expect(refundAsked(seen('order-status', 'order-status'), 'where is my order FW-10002 by the way', waiting)).toBeNull();
  expect(refundAsked(seen('order-status', 'order-status'), 'FW-10002', waiting)).not.toBeNull();
  expect(refundAsked(seen(null), 'do you sell tents', waiting)).toBeNull();
  expect(refundAsked(seen('order-status'), 'I do not know it', waiting)).toBeNull();
});

test.each([
  ['a refund for the tent please', ['T2'], true],
  ['die PEGS bitte erstatten', ['P1'], true],
  ['tent and pegs', ['T2', 'P1'], true],
  ['I want a refund', ['T2', 'P1'], false],
  // Three letters are in too many words.
  ['two of them', ['T2', 'P1'], false],
])('"%s" is about %j', (text, lines, named) => {
  const found = linesNamed(text, order.items);
  expect([...found.lines].sort()).toEqual([...lines].sort());
  expect(found.named).toBe(named);
});

test('a word that several items share names none of them', () => {
  const items = ['Rain jacket, kids', 'Down jacket'].map((name, i) => ({ sku: `J${i}`, name, quantity: 1, unitPrice: 1 }));
  expect(linesNamed('my jacket', items)).toMatchObject({ named: false });
  expect([...linesNamed('my rain jacket', items).lines]).toEqual(['J0']);
});
