import { expect, test } from 'vitest';
import { Decision } from '../../../widget/desk/context/decision.tsx';
import type { TurnRecord } from '../../../worker/turn/record.ts';
import { text, tree } from '../chat/tree.ts';
import { call, composed, record } from './samples.ts';

const shown = (over: Partial<TurnRecord>) => text(tree(<Decision record={record(over)} />));

test('says what was looked up instead of the message, where it was not the message', () => {
  expect(shown({ asked: 'can i rent a tent how much is' })).toContain('Read in context as' + 'can i rent a tent how much is');
  expect(shown({})).not.toContain('Read in context as');
});

test('shows a question between articles with its titles', () => {
  const choices = ['One', 'Two'].map((title) => ({ articleId: title, title }));
  const draft = { kind: 'choose', text: 'Which?', choices } as const;
  expect(shown({ draft: { ...draft, choices }, outcome: { kind: 'clarify', draft: { ...draft, choices } } })).toContain(
    'Draft, sentWhich?\n- One\n- Two',
  );
});

test('says what a person made of the draft', () => {
  const decided = {
    turnId: 'r-1',
    at: '2026-11-23T12:00:00.000Z',
    by: { id: 'ines', name: 'Ines' },
    decision: 'reject' as const,
    tookMs: 5_000,
  };
  expect(text(tree(<Decision record={record({})} decided={decided} />))).toContain(
    'Draft, decided by peopleInes rejected this draft after 5 s',
  );
  expect(shown({})).toContain('Draft, not sent');
});

test('tells of passages only where any were looked for', () => {
  const { facts } = record({});
  const after = (waits: TurnRecord['waits'], threshold: number) =>
    shown({ passages: [], waits, facts: { ...facts, knowledge: { ...facts.knowledge, threshold } } });
  expect(after({ triage: 1, orders: 3 }, 0.9)).not.toContain('Passages');
  expect(after({ retrieve: 0 }, 0.9)).toContain('Passages, 90 % neededNone found.');
  expect(after({ retrieve: 0 }, 2)).toContain('Passages, in this language none is sure enough yet');
});

test('shows a composed draft sentence by sentence with its sources', () => {
  const words = shown({ draft: composed });
  expect(words).toContain('Draft, not sentRefunds take five days.When refunds arrive, passage 1 refund-timing');
  expect(words).toContain('Cards can take seven.When refunds arrive, passage 2 refund-timingCards we take, passage 1 cards');
});

test('tells of a model what it was asked, what was sent, and what it said that may not be said', () => {
  const fault = { kind: 'timeout', why: 'the service took too long' };
  const calls = [call(), call({ use: 'second', prompt: 'second@1', money: null, sent: '', fault })];
  const refused = [{ text: 'It costs 1.99 EUR.', reason: 'a price that no passage has' }];
  const words = shown({ model: { calls, refused, second: ['bank-details'] } });
  expect(words).toContain('Answer (compose@1): openai local, 1,412 ms, 425 tokens, cost 0.0012What was sent<question>"When?"</question>');
  expect(words).toContain('Second opinion (second@1): openai local, 1,412 ms, 425 tokens: the service took too long');
  expect(words).toContain('Second opinion: Bank details');
  expect(words).toContain('Refused by the guardIt costs 1.99 EUR.a price that no passage has');
  expect(words.match(/What was sent/g)).toHaveLength(1);
  expect(shown({})).not.toContain('Model');
});

test('a call that ended at a refused sentence is no fault of the service', () => {
  const calls = [call({ fault: { kind: 'stopped', why: 'the rest was not wanted' } })];
  expect(shown({ model: { calls, refused: [], second: [] } })).toContain('cost 0.0012: stopped at a sentence that was refused');
});
