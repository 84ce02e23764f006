import { expect, test } from 'vitest';
import { domainOf } from '../../../policy/check/domains.ts';
import { mentionsOf, namesOf } from '../../../policy/check/facts.ts';
import { environment } from '../../../policy/expression.ts';
import type { Moment } from '../../../policy/schema.ts';
import { policy } from '../samples.ts';

const env = environment();
const names = namesOf(policy().matrix, []);
const domain = (fact: string, text: string, moment: Moment = 'before-send') =>
  domainOf(fact, moment, mentionsOf(env.parse(text).ast), names);

test('a closed fact has the values it is compared with, and one that it is not', () => {
  expect(domain('area', 'area == "refunds" || area == "taxes"')).toEqual(['refunds', 'faqs']);
  expect(domain('smalltalk', 'smalltalk in ["", "hello", "thanks", "goodbye"]')).toHaveLength(4);
  expect(domain('area', 'area.startsWith("f")')).toHaveLength(4);
});

test('an open fact can always be something else', () => {
  expect(domain('order.reference', 'order.reference == "FW1"')).toEqual(['', 'something else', 'FW1']);
});

test('a number has the neighbours of each number that is mentioned, inside its range', () => {
  expect(domain('conversation.turns', 'conversation.turns > 5')).toEqual([0n, 1n, 2n, 3n, 4n, 5n, 6n]);
  expect(domain('sentiment.score', 'sentiment.score < -1.0')).not.toContain(-1 - 1 / 64);
});

test('a list has every subset', () => {
  expect(domain('order.missing', 'size(order.missing) == 1')).toEqual([[], ['email'], ['number'], ['number', 'email']]);
});

test('before a draft nothing has been found yet', () => {
  expect(domain('guard.passed', 'guard.passed', 'before-draft')).toEqual([false]);
  expect(domain('guard.passed', 'guard.passed')).toEqual([false, true]);
});
