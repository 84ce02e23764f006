import { expect, test } from 'vitest';
import {
  citedBy,
  composeData,
  judgeData,
  languageName,
  secondData,
  standaloneData,
  summaryData,
} from '../../../../worker/ports/model/tasks.ts';
import { asking } from '../../../contract/model.ts';

test('passages and facts get short ids, and cites lead back to ours', () => {
  const input = asking();
  expect(composeData(input)).toMatchObject({ passages: [{ id: 'p1' }, { id: 'p2' }], facts: [{ id: 'f1' }], rejected: [] });
  expect(JSON.stringify(composeData(input))).not.toContain('return-policy');
  expect(['p1', 'p2', 'f1', 'p3', 'f2', 'p0', 'x'].map((cite) => citedBy(input, cite))).toEqual([
    'delivery-times',
    'return-policy',
    'order',
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('what is not sent cannot be cited', () => {
  const input = asking('?', { passages: Array.from({ length: 40 }, (_, i) => ({ id: `a${i}`, text: 'x' })) });
  const { passages } = composeData(input);
  expect(passages).toHaveLength(12);
  expect([citedBy(input, 'p12'), citedBy(input, 'p13')]).toEqual(['a11', undefined]);
});

test('the latest lines are sent, each cut, and nothing that nobody sees', () => {
  const history = Array.from({ length: 20 }, (_, i) => ({ by: 'customer' as const, text: `${i} ${'word '.repeat(1_000)}` }));
  expect(JSON.stringify(standaloneData({ question: 'a\u200bb\u0000c 👩‍🚀', history }))).toMatch(/"question":"ab c 👩‍🚀"/u);
  const { history: sent } = standaloneData({ question: '', history });
  expect(sent).toHaveLength(8);
  expect(JSON.stringify(sent)).not.toContain('"11 ');
  expect(JSON.stringify(sent).length).toBeLessThan(13_000);
  const { transcript } = summaryData({ transcript: history });
  expect(JSON.stringify(transcript).length).toBeLessThan(26_000);
  expect(JSON.stringify(transcript)).toContain('"19 ');
  expect(secondData({ question: 'q', categories: [{ id: 'a', title: 'A' }] })).toEqual({
    question: 'q',
    categories: [{ id: 'a', title: 'A' }],
  });
});

test('a judge gets the sentence, its passages, and the last ones before it', () => {
  const before = Array.from({ length: 20 }, (_, i) => `Sentence ${i}.`);
  const data = judgeData({ sentence: 'It is\u200b free.', passages: [{ id: 'delivery#1', text: 'Delivery is free.' }], before });
  expect(data).toEqual({
    passages: [{ id: 'p1', text: 'Delivery is free.' }],
    before: before.slice(-8),
    sentence: 'It is free.',
  });
});

test('a language is called by its name', () => {
  expect(['de', 'nl', 'zz', 'not a locale'].map(languageName)).toEqual(['German', 'Dutch', 'zz', 'English']);
});
