import { expect, test } from 'vitest';
import { endedWords, percent, progressWords, rateWords, steppedDownText, verdictKeys } from '../../../../widget/desk/reviews/words.ts';
import { verdicts } from '../../../../worker/records/reviews/schema.ts';

const quality = {
  area: 'faqs',
  title: 'Frequent questions',
  owner: 'Marta',
  level: 'autopilot' as const,
  budget: 0.05,
  days: 30,
  reviewed: 12,
  defects: 1,
  rate: 0.0833,
  lower: 0.0087,
  upper: 0.287,
};

test('a rate comes with its interval and what it rests on', () => {
  expect(rateWords(quality)).toBe('8.3 % of turns have a defect, 0.9 % to 29 %: 1 defect in 12 reviews of 30 days.');
  expect(rateWords({ ...quality, reviewed: 0, defects: 0, rate: null })).toBe('Nothing reviewed in 30 days.');
  expect([percent(0), percent(0.05), percent(1)]).toEqual(['0 %', '5.0 %', '100 %']);
});

test('every verdict has a key of its own', () => {
  expect(verdictKeys.map(([, verdict]) => verdict)).toEqual([...verdicts]);
  expect(new Set(verdictKeys.map(([key]) => key)).size).toBe(verdicts.length);
});

test('progress, outcomes and a step down are said in words', () => {
  expect(progressWords({ reviewed: 12, drawn: 40 })).toBe('12 of 40 in 7 days');
  expect(progressWords({ reviewed: 0, drawn: 0 })).toBe('Nothing drawn in 7 days');
  expect(endedWords({ outcome: 'handoff', reason: 'approval-required' })).toBe('Handed over: draft needs your approval');
  expect(endedWords({ outcome: 'answer', reason: null })).toBe('Answered');
  const step = { area: 'faqs', title: 'Frequent questions', owner: 'Marta', level: 'assist' as const, at: '', why: '' };
  expect(steppedDownText(step)).toBe(
    'Frequent questions has stepped down to assist by itself: reviewed mistakes are over its budget. Owner: Marta.',
  );
});
