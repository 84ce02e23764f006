import { describe, expect, test } from 'vitest';
import { isUnanswered, questionText } from '../../../../worker/records/questions/unanswered.ts';
import type { TurnRecord } from '../../../../worker/turn/record.ts';
import { unanswered } from './samples.ts';

const record = unanswered('do you sharpen ice axes?');
const handoff = (reason: 'low-confidence' | 'customer-request' | 'safety' | 'policy-topic' | 'tool-failure' | 'approval-required') =>
  ({ kind: 'handoff', reason, text: 'x', priority: 3, team: 'care' }) as const;
const asked = (draft: TurnRecord['draft']) => ({ kind: 'clarify', draft }) as const;

describe('counts', () => {
  test('what went to a person because nothing was sure enough', () => {
    expect(isUnanswered(record)).toBe(true);
  });
  test('what was asked back for the same cause', () => {
    expect(isUnanswered({ ...record, outcome: asked({ kind: 'text', text: 'Can you say it another way?' }) })).toBe(true);
  });
});

describe('does not count', () => {
  test.each<[string, Partial<TurnRecord>]>([
    ['an answer', { outcome: { kind: 'answer', draft: { kind: 'text', text: 'x' } } }],
    ['a refusal', { outcome: { kind: 'decline', text: 'x' } }],
    ['a handoff for another reason', { outcome: handoff('policy-topic') }],
    ['a system that was down', { outcome: handoff('tool-failure') }],
    ['a question for an order number', { outcome: asked({ kind: 'ask', text: 'x', missing: ['number'] }) }],
    ['an outcome that was dropped', { sent: false }],
    ['danger', { facts: { ...record.facts, safety: { matched: true, kind: 'fire' } } }],
    ['a wish for a person', { facts: { ...record.facts, asksForHuman: true } }],
    ['a greeting', { facts: { ...record.facts, smalltalk: 'hello' } }],
    ['an order', { facts: { ...record.facts, order: { ...record.facts.order, needed: true } } }],
    ['what has no words', { question: '🙂🙂 !!' }],
    ['what holds nothing but an address', { question: 'ana.silva@example.com' }],
  ])('%s', (_, over) => {
    expect(isUnanswered({ ...record, ...over })).toBe(false);
  });
});

describe('the text that is kept', () => {
  test.each([
    ['where is  FW-10001\nplease', 'where is … please'],
    ['write to ana.silva@example.com, thanks', 'write to …, thanks'],
    ['call me on +49 (151) 234-56 78!', 'call me on …!'],
    ['my customer number is 4711 0815', 'my customer number is …'],
    ['do you have size 42 in 2026 for 1,200 EUR?', 'do you have size 42 in 2026 for 1,200 EUR?'],
    ['[card ending 1111] was charged, password: [hidden]', '… was charged, password: …'],
  ])('of "%s" is "%s"', (masked, kept) => {
    expect(questionText({ question: masked })).toBe(kept);
  });

  test('is the whole question where the message leaned on an earlier one', () => {
    expect(questionText({ question: 'and in winter?', asked: 'do you rent tents in winter' })).toBe('do you rent tents in winter');
  });

  test('is cut at a word to what an article may have as a question', () => {
    const cut = questionText({ question: 'a long story '.repeat(400) });
    expect(cut.length).toBeLessThanOrEqual(300);
    expect(cut).toMatch(/(?:story|long|a)…$/);
    expect(questionText({ question: '𝔸'.repeat(400) })).toMatch(/^𝔸+…$/u);
  });
});
