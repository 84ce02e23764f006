import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOneOf, partsOf, sentencesOf } from '../../../worker/qa/sentences.ts';
import type { Draft, TurnRecord } from '../../../worker/turn/record.ts';
import { unanswered } from '../records/questions/samples.ts';

const record = unanswered('how long does delivery take?');
const article: Draft = {
  kind: 'verbatim',
  articleId: 'delivery-times',
  title: 'Delivery times',
  blocks: [
    { type: 'p', spans: [{ text: 'Standard delivery takes 3–5 working days. It is free from €75.' }] },
    { type: 'list', ordered: true, items: [[{ text: 'Order before noon.' }], [{ text: 'We pack the same day.' }]] },
  ],
};
const passages = [{ articleId: 'delivery-times', title: 'Delivery times', score: 1, confidence: 0.9, matched: 'x', passage: 1 }];
const sent = (draft: Draft): TurnRecord => ({ ...record, draft, passages, outcome: { kind: 'answer', draft } });
const listed = ['Standard delivery takes 3–5 working days.', 'It is free from €75.', 'Order before noon.', 'We pack the same day.'];

describe('what is reviewed', () => {
  it('is an answer, sentence by sentence, with its article and passage', () => {
    expect(partsOf(sent(article))).toEqual([
      { as: 'sent', source: { kind: 'article', articleId: 'delivery-times', title: 'Delivery times', passage: 1 }, sentences: listed },
    ]);
  });

  it('is the draft kept for people, and what was said instead', () => {
    expect(partsOf({ ...record, draft: article, passages })).toEqual([
      { as: 'draft', source: { kind: 'article', articleId: 'delivery-times', title: 'Delivery times', passage: 1 }, sentences: listed },
      { as: 'sent', source: { kind: 'wording' }, sentences: ['A person will join you.'] },
    ]);
  });

  it('is a refusal in approved words', () => {
    const parts = partsOf({ ...record, outcome: { kind: 'decline', text: 'I cannot do that. Ask me about our shop.' } });
    expect(parts).toEqual([{ as: 'sent', source: { kind: 'wording' }, sentences: ['I cannot do that.', 'Ask me about our shop.'] }]);
    expect(isOneOf(parts, 'I cannot do that.')).toBe(true);
    expect(isOneOf(parts, 'I cannot do that')).toBe(false);
  });

  it('is of a model’s words each sentence with the passage it rests on; those of one passage stand together', () => {
    const cite = (articleId: string, passage: number) => ({ articleId, title: articleId.toUpperCase(), passage });
    const said = (text: string, ...cites: ReturnType<typeof cite>[]) => ({ text, cites });
    const sentences = [
      said('One e.g. this.', cite('a', 0)),
      said('Two.', cite('a', 0), cite('b', 2)),
      said('Three.', cite('a', 1)),
      said('Four.', cite('b', 1)),
    ];
    const composed: Draft = { kind: 'composed', text: 'One e.g. this. Two. Three. Four.', sentences, articleId: 'a', title: 'A' };
    const from = (as: 'sent' | 'draft') => [
      { as, source: { kind: 'article', ...cite('a', 0) }, sentences: ['One e.g. this.', 'Two.'] },
      { as, source: { kind: 'article', ...cite('a', 1) }, sentences: ['Three.'] },
      { as, source: { kind: 'article', ...cite('b', 1) }, sentences: ['Four.'] },
    ];
    expect(partsOf(sent(composed))).toEqual(from('sent'));
    expect(partsOf({ ...record, draft: composed })).toEqual([
      ...from('draft'),
      { as: 'sent', source: { kind: 'wording' }, sentences: ['A person will join you.'] },
    ]);
  });

  it('is nothing where nothing was said', () => {
    expect(partsOf({ ...record, outcome: { kind: 'decline', text: '' } })).toEqual([]);
  });
});

describe('sentences', () => {
  it('end where the language ends them', () => {
    expect(sentencesOf('¿Cuándo llega? Mañana.', 'es')).toEqual(['¿Cuándo llega?', 'Mañana.']);
    expect(sentencesOf('', 'en')).toEqual([]);
    expect(sentencesOf('Hello', '')).toEqual(['Hello']);
  });

  it('hold every word there was', () => {
    fc.assert(
      fc.property(fc.lorem({ mode: 'sentences', maxCount: 8 }), (text) => {
        expect(sentencesOf(text, 'en').join(' ').split(/\s+/)).toEqual(text.trim().split(/\s+/));
      }),
    );
  });
});
