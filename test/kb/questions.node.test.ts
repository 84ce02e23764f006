import { expect, test } from 'vitest';
import { importFiles } from '../../kb/import.ts';
import { repeated, sameQuestion, sharedQuestions } from '../../kb/questions.ts';
import { processor } from '../processor.ts';

const shared = (...rows: object[]) =>
  sharedQuestions(importFiles([{ name: 'faq.jsonl', text: rows.map((row) => JSON.stringify(row)).join('\n') }]).entries);

test('compares questions without case, punctuation and width', () => {
  expect(sameQuestion('Where is my PARCEL?!')).toBe(sameQuestion('where is my ｐａｒｃｅｌ'));
  expect(sameQuestion('🎉')).toBe('🎉');
});

test('calls the same question with different answers a contradiction', () => {
  const found = shared(
    { id: 'a', question: 'How long?', answer: 'Two days.' },
    { id: 'b', question: 'x', variants: ['how long'], answer: 'Three days.' },
  );
  expect(found).toMatchObject([{ severity: 'error', rule: 'contradicting-questions', file: 'faq.jsonl', line: 2 }]);
  expect(found[0]?.message).toContain('a (faq.jsonl:1), b (faq.jsonl:2)');
});

test('only warns where the answers agree, and says nothing across languages', () => {
  const row = { question: 'Wi-Fi?', answer: 'Yes.' };
  expect(shared({ id: 'a', ...row }, { id: 'b', ...row })).toMatchObject([{ severity: 'warning', rule: 'duplicate-question' }]);
  expect(shared({ id: 'a', ...row }, { id: 'b', ...row, locale: 'de' })).toEqual([]);
});

test('is one finding for ten thousand identical questions, found at once', () => {
  const rows = Array.from({ length: 10_000 }, (_, i) => ({ id: `q${i}`, question: 'Where is it?', answer: `In van ${i % 2}.` }));
  const spent = processor();
  const found = shared(...rows);
  expect(found).toHaveLength(1);
  expect(found[0]?.message).toContain('q0 (faq.jsonl:1), q1 (faq.jsonl:2), q2 (faq.jsonl:3) and 9,997 more');
  expect(spent()).toBeLessThan(10_000);
});

test('counts different questions, and names the one that is there most often', () => {
  expect(repeated(['a?', 'b', 'A', 'a', 'B!'])).toEqual({ count: 2, most: { question: 'a?', times: 3 } });
  expect(repeated(['a', 'b'])).toEqual({ count: 2, most: null });
});

test('compares the answers of many shared questions once', () => {
  const answer = 'Some words. '.repeat(5_000);
  const questions = Array.from({ length: 500 }, (_, i) => `question ${i}`);
  const rows = Array.from({ length: 20 }, (_, i) => ({ id: `a${i}`, question: 'q', variants: questions, answer: `${answer}${i}` }));
  const { entries } = importFiles([{ name: 'faq.jsonl', text: rows.map((row) => JSON.stringify(row)).join('\n') }]);
  const spent = processor();
  expect(sharedQuestions(entries)).toHaveLength(501);
  expect(spent()).toBeLessThan(1_000);
});
