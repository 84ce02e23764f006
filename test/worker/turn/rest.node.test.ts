import { expect, test } from 'vitest';
import { questionsIn } from '../../../worker/turn/rest.ts';

test('finds the questions of a message that holds more than one thing', () => {
  expect(questionsIn('Please close my account. How long does delivery to Austria take?')).toEqual([
    'How long does delivery to Austria take?',
  ]);
  expect(questionsIn('I want my money back and how long does delivery to Spain take?')).toEqual(['how long does delivery to Spain take?']);
  expect(questionsIn('Delete my data\nDo you ship to Norway?\nAre your stores open on Sunday?\nDo you sell gift cards?')).toHaveLength(2);
});

test('one thing alone, statements and scraps are nothing to answer beside', () => {
  expect(questionsIn('How long does delivery to Austria take?')).toEqual([]);
  expect(questionsIn('I want a refund. The zip broke after two weeks.')).toEqual([]);
  expect(questionsIn('I want a refund. Why? Really?')).toEqual([]);
  expect(questionsIn('')).toEqual([]);
});
