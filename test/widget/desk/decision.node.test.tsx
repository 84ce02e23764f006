import { expect, test } from 'vitest';
import { Decision } from '../../../widget/desk/context/decision.tsx';
import type { TurnRecord } from '../../../worker/turn/record.ts';
import { text, tree } from '../chat/tree.ts';
import { record } from './samples.ts';

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
