import { expect, test } from 'vitest';
import { askedLast, languageOf, orderOf, valuesOf } from '../../../../widget/desk/conversation/about.ts';
import { emptyThread, type Thread } from '../../../../widget/desk/conversation/reduce.ts';
import { entry, facts, message, record } from '../samples.ts';

const customer = { label: 'Mara L.', verified: { id: 'c-1', name: 'Mara Lindqvist' }, contactEmail: null, page: null };
const named = record({ facts: { ...facts, language: 'de', order: { ...facts.order, reference: 'FW-10002' } } });
const thread: Thread = {
  ...emptyThread,
  customer,
  records: [named],
  messages: [message(1), message(2), message(3, { author: { kind: 'assistant' } })],
};

test('gaps are filled from what is signed and what was given', () => {
  expect(valuesOf(thread, null, 'Priya Raman', 'Fernweg')).toEqual({
    customer: 'Mara',
    agent: 'Priya Raman',
    order: 'FW-10002',
    site: 'Fernweg',
  });
  const anonymous = { ...thread, customer: { ...customer, verified: null } };
  expect(valuesOf(anonymous, null, 'Priya Raman', 'Fernweg').customer).toBe('');
});

test('the order that the customer gave to the people goes first', () => {
  expect(orderOf(thread, entry({ given: { order: 'FW-10005', email: '' } }))).toBe('FW-10005');
  expect(orderOf(thread, entry({ given: { order: '', email: 'a@example.com' } }))).toBe('FW-10002');
  expect(orderOf(emptyThread, null)).toBe('');
});

test('the language is the handoff’s, else the last turn’s, else the first', () => {
  expect(languageOf(thread, entry({ language: 'fr' }))).toBe('fr');
  expect(languageOf(thread, null)).toBe('de');
  expect(languageOf(emptyThread, null)).toBe('en');
});

test('what the customer asked last is the likeliest thing to look for', () => {
  expect(askedLast(thread)).toBe('message 2');
  expect(askedLast(emptyThread)).toBe('');
});
