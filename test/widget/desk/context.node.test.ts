import { describe, expect, it } from 'vitest';
import { factLines } from '../../../widget/desk/context/fact-lines.ts';
import { keptBack, suggestionOf } from '../../../widget/desk/context/suggestion.ts';
import { handoffOf } from '../../../widget/desk/context/summary.ts';
import { recordOf } from '../../../widget/desk/conversation/record-of.ts';
import { emptyThread, type Thread } from '../../../widget/desk/conversation/reduce.ts';
import { at, composed, entry, facts, message, record } from './samples.ts';

const answered = record({ id: 'answered', outcome: { kind: 'answer', draft: { kind: 'none' } }, ruleIds: ['answer-verbatim'] });

describe('suggested draft', () => {
  it('is the newest draft that nobody was sent', () => {
    expect(suggestionOf([answered, record()])?.text).toBe('Within five days.');
  });

  it('is gone once the assistant has answered since', () => {
    expect(suggestionOf([record(), answered])).toBeNull();
    expect(suggestionOf([])).toBeNull();
  });

  it('is not offered where nothing was drafted', () => {
    expect(suggestionOf([record({ draft: { kind: 'none' } })])).toBeNull();
  });

  it('says when a check stopped it', () => {
    expect(suggestionOf([record({ verdicts: [{ check: 'promises', passed: false, detail: '' }] })])?.blocked).toBe(true);
    expect(suggestionOf([record()])?.blocked).toBe(false);
  });

  it('says when its area was paused meanwhile', () => {
    expect(suggestionOf([record({ facts: { ...facts, paused: true } })])?.stopped).toBe(true);
    expect(suggestionOf([record()])?.stopped).toBe(false);
  });

  it('says when it was too unsure to send it', () => {
    expect(suggestionOf([record({ confidence: 0.28 })])?.unsure).toEqual({ confidence: 0.28, threshold: 0.6 });
    expect(suggestionOf([record()])?.unsure).toBeNull();
    const knowledge = { ...facts.knowledge, found: false, confidence: 0 };
    expect(suggestionOf([record({ confidence: 0, facts: { ...facts, knowledge } })])?.unsure).toBeNull();
  });

  it('carries an article’s lists, tables and links as plain text', () => {
    const blocks = [
      { type: 'p' as const, spans: [{ text: 'See the ' }, { text: 'guide', href: 'https://example.com/g' }] },
      { type: 'list' as const, ordered: true, items: [[{ text: 'one' }], [{ text: 'two' }]] },
      { type: 'table' as const, head: [[{ text: 'Paid' }], [{ text: 'Days' }]], rows: [[[{ text: 'Card' }], [{ text: '3' }]]] },
    ];
    const suggestion = suggestionOf([record({ draft: { kind: 'verbatim', articleId: 'a', title: 'Refunds', blocks } })]);
    expect(suggestion?.text).toBe('See the guide (https://example.com/g)\n\n1. one\n2. two\n\nPaid | Days\nCard | 3');
    expect(suggestion?.from).toContain('Refunds');
  });

  it('carries a question back with what can be answered to it', () => {
    const choices = ['One', 'Two'].map((title) => ({ articleId: title, title }));
    const suggestion = suggestionOf([record({ confidence: 0.4, draft: { kind: 'choose', text: 'Which?', choices } })]);
    expect(suggestion).toMatchObject({ text: 'Which?\n- One\n- Two', from: 'A question back', unsure: null });
  });

  it('of a model carries each sentence with its sources, and says who wrote it from what', () => {
    const { engine } = record();
    const suggestion = suggestionOf([record({ draft: composed, confidence: 0.4, engine: { ...engine, model: 'openai local' } })]);
    expect(suggestion).toMatchObject({
      text: composed.text,
      sentences: composed.sentences,
      from: 'Written by openai local from approved articles',
      unsure: { confidence: 0.4 },
    });
    expect(suggestionOf([record()])?.sentences).toBeNull();
  });

  it('marks an answer that was dropped as kept back, and a sent one not', () => {
    expect(keptBack(answered)).toBe(false);
    expect(keptBack({ ...answered, sent: false })).toBe(true);
  });
});

describe('reason of the handoff', () => {
  const thread: Thread = { ...emptyThread, records: [record()] };

  it('comes from the queue while it is there, with the words of the matching record', () => {
    const summary = handoffOf(thread, entry({ reason: 'approval-required', ruleIds: ['a', 'b'], priority: 1 }));
    expect(summary).toMatchObject({ ruleIds: ['a', 'b'], priority: 1, told: 'A person will join.', over: false, promisedAt: at(15) });
  });

  it('says of what the customer gave whether it was proven', () => {
    const given = { order: 'FW10005', email: 'ana@example.com' };
    const summary = (reference: string, verified: boolean) => {
      const order = { ...facts.order, reference, verified };
      return handoffOf({ ...thread, records: [record({ facts: { ...facts, order } })] }, entry({ given }))?.given;
    };
    expect(summary('FW10005', true)).toEqual({ ...given, verified: true });
    expect(summary('FW10005', false)).toEqual({ ...given, verified: false });
    expect(summary('FW10001', true)).toEqual({ ...given, verified: false });
    expect(handoffOf(thread, entry())?.given).toBeNull();
  });

  it('does not borrow the words of another handoff', () => {
    expect(handoffOf(thread, entry({ reason: 'customer-request' }))?.told).toBe('');
  });

  it('comes from the last sent record afterwards, and says that it is over', () => {
    const view = { id: 'conversation-1', state: 'resolved' as const, agent: null, queue: null, feedback: null, contact: false };
    expect(handoffOf({ ...thread, view }, null)).toMatchObject({ reason: 'approval-required', over: true });
    expect(handoffOf({ ...thread, records: [record({ sent: false })] }, null)).toBeNull();
  });
});

describe('decision behind a message', () => {
  const records = [record({ id: 'first' }), record({ id: 'second' })];

  it('is the record that the message names, once it is known', () => {
    expect(recordOf(message(1, { turnId: 'second' }), records)?.id).toBe('second');
    expect(recordOf(message(1, { turnId: 'third' }), records)).toBeNull();
    expect(recordOf(message(1), records)).toBeNull();
  });
});

describe('facts', () => {
  const terms = (over: Partial<typeof facts>) => factLines({ ...facts, ...over }).map(({ term }) => term);

  it('leaves out what says nothing', () => {
    expect(terms({})).not.toContain('Safety');
    expect(terms({})).not.toContain('Order');
  });

  it('says that articles were close together, that one was chosen, and that this was asked before', () => {
    const lines = factLines({
      ...facts,
      knowledge: { ...facts.knowledge, confidence: 0.4, near: 3, chosen: true },
      conversation: { ...facts.conversation, clarified: true },
    });
    const value = (term: string) => lines.find((line) => line.term === term)?.value;
    expect(value('Knowledge')).toBe('refund-timing, 40 % of 60 % needed, chosen by the customer, one of 3 close together');
    expect(value('Turns')).toBe('1 turn before, asked back which article is meant');
  });

  it('says what would have been enough, and that nothing is where a language has no evidence', () => {
    const value = (threshold: number, confidence: number) =>
      factLines({ ...facts, knowledge: { ...facts.knowledge, threshold, confidence } }).find(({ term }) => term === 'Knowledge')?.value;
    expect(value(0.996686, 0.9551)).toBe('refund-timing, 96 % of 99.6 % needed');
    expect(value(0.9999, 1)).toBe('refund-timing, 100 % of 99.9 % needed');
    expect(value(2, 0.5)).toBe('refund-timing, 50 %, in this language none is sure enough yet');
  });

  it('says that there was nothing in the customer’s language', () => {
    const knowledge = { ...facts.knowledge, found: false, locales: [] };
    const value = (over: Partial<typeof facts>) =>
      factLines({ ...facts, knowledge, ...over }).find(({ term }) => term === 'Knowledge')?.value;
    expect(value({ language: 'de' })).toBe('no article in “de”');
    expect(value({ language: 'de', guard: { checked: false, passed: false } })).toBe('no passage');
  });

  it('shows and marks what matters', () => {
    const lines = factLines({
      ...facts,
      safety: { matched: true, kind: 'gas-leak' },
      order: { reference: 'FW-1', needed: true, verified: false, status: 'refused', missing: [], overdue: false },
    });
    expect(lines.filter(({ alert }) => alert).map(({ term, value }) => `${term}: ${value}`)).toEqual([
      'Safety: Gas leak',
      'Order: FW-1, number and e-mail did not match',
    ]);
  });
});
