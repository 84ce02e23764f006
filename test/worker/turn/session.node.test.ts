import { expect, test } from 'vitest';
import { faultRecord } from '../../../worker/turn/fault.ts';
import { advance, settled, startContext } from '../../../worker/turn/session.ts';
import { inputOf } from './samples.ts';

const record = (question: string) => faultRecord(inputOf(question), 'release', 'test');
const next = { language: 'de', failures: 1, order: { asking: true, number: 'FW10023', email: '' }, offered: [], subject: null };

test('begins with nothing but the visitor’s language', () => {
  expect(startContext('fr')).toEqual({
    language: 'fr',
    turns: 0,
    failures: 0,
    returnedFrom: '',
    recent: [],
    order: { asking: false, number: '', email: '' },
    asked: false,
    offered: [],
    subject: null,
    region: '',
    attempts: 0,
  });
});

test.each([
  ['pt-BR', 'pt'],
  ['EN', 'en'],
  ['zh_Hant', 'zh'],
  ['', 'en'],
  ['<script>', 'en'],
])('takes the language out of a locale: %s', (locale, language) => {
  expect(startContext(locale).language).toBe(language);
});

test('counts turns and takes over what the turn found out', () => {
  expect(advance(startContext('en'), record('Hallo'), next)).toMatchObject({ ...next, turns: 1, recent: ['Hallo'] });
});

test('forgets after one turn where the conversation came back from, and that a person was asked for', () => {
  const back = { ...startContext('en'), returnedFrom: 'low-confidence' as const, asked: true };
  expect(advance(back, record('hm'), next)).toMatchObject({ returnedFrom: '', asked: false });
});

test('remembers the last five messages, oldest first', () => {
  let context = startContext('en');
  for (const word of ['1', '2', '3', '4', '5', '6', '7']) context = advance(context, record(word), next);
  expect(context.recent).toEqual(['3', '4', '5', '6', '7']);
  expect(context.turns).toBe(7);
});

test('leaves the context before it as it was', () => {
  const before = Object.freeze(startContext('en'));
  advance(before, record('x'), next);
  expect(before).toEqual(startContext('en'));
});

test('forgets what was offered and what was spoken about when the turn failed, and when people have settled it', () => {
  const [offered, subject] = [[{ articleId: 'a', title: 'A', confidence: 0.3 }], { question: 'how long?', age: 0 }];
  const asked = { ...startContext('en'), failures: 1, offered, subject };
  expect(advance(asked, record('x'), next)).toMatchObject({ offered: [], subject: null });
  expect(advance(asked, record('x'), { ...next, offered, subject })).toMatchObject({ offered, subject });
  expect(advance(asked, record('x'), null)).toMatchObject({ offered: [], subject: null, failures: 1, turns: 1 });
  expect(settled(asked)).toMatchObject({ offered: [], subject: null, failures: 0 });
});

test('takes the region out of a locale, for the help lines', () => {
  expect(startContext('de-AT').region).toBe('AT');
  expect(startContext('de').region).toBe('');
});

test('counts attempts over the whole conversation, and through a turn that failed', () => {
  const attempt = record('x');
  const tried = { ...attempt, facts: { ...attempt.facts, injection: { matched: true, score: 1, attempts: 2 } } };
  const after = advance({ ...startContext('en'), attempts: 1 }, tried, next);
  expect(after.attempts).toBe(2);
  const failed = faultRecord(inputOf('y', { context: after }), 'release', 'test');
  expect(advance(after, failed, null).attempts).toBe(2);
  expect(settled(after).attempts).toBe(2);
});

test('forgets that an order was said to be late when the turn failed, and when people have settled it', () => {
  const late = { ...startContext('en'), late: true };
  expect(advance(late, record('x'), null).late).toBe(false);
  expect(settled(late).late).toBe(false);
});
