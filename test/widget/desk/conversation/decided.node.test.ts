import { expect, test } from 'vitest';
import { decidedText, decisionOn, reasonText, took } from '../../../../widget/desk/conversation/decided.ts';
import type { DraftDecision } from '../../../../worker/protocol.ts';
import { at, jonas, me } from '../samples.ts';

const decision = (over: Partial<DraftDecision> = {}): DraftDecision => ({
  turnId: 't-1',
  at: at(1),
  by: { id: me.id, name: me.name },
  decision: 'approve',
  tookMs: 42_000,
  ...over,
});

test('says who did what, and how long it took', () => {
  expect(decidedText(decision(), me.id)).toBe('You sent this draft as it was after 42 s');
  expect(decidedText(decision({ by: jonas, decision: 'edit', distance: 1 }), me.id)).toBe(
    'Jonas sent this draft with changes (1 character) after 42 s',
  );
  expect(decidedText(decision({ decision: 'reject', reason: 'Wrong tone', tookMs: 61_000 }), me.id)).toBe(
    'You rejected this draft after 1 min 1 s: Wrong tone',
  );
});

test.each([
  [0, '0 s'],
  [59_400, '59 s'],
  [60_000, '1 min 0 s'],
  [3_600_000, '1 h 0 min'],
  [9_060_000, '2 h 31 min'],
])('%d ms are %s', (milliseconds, text) => {
  expect(took(milliseconds)).toBe(text);
});

test('a decision is found by its turn', () => {
  expect(decisionOn('t-1', [decision()])?.turnId).toBe('t-1');
  expect(decisionOn('t-2', [decision()])).toBeNull();
  expect(decisionOn(undefined, [])).toBeNull();
});

test('a rejection has a reason of the list, own words, or both; something else needs words', () => {
  expect(reasonText('Wrong tone', '')).toBe('Wrong tone');
  expect(reasonText('Wrong tone', ' too stiff ')).toBe('Wrong tone: too stiff');
  expect(reasonText('Something else', '')).toBe('');
  expect(reasonText('Something else', 'a joke')).toBe('a joke');
  expect(reasonText('', 'a joke')).toBe('a joke');
  expect(reasonText('Wrong answer', 'x'.repeat(600))).toHaveLength(500);
});
