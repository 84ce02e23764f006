import fc from 'fast-check';
import { expect, it } from 'vitest';
import { outcomesText, shareText, standingText } from '../../../../widget/desk/floor/words.ts';

const report = { hours: 24, turns: 0, outcomes: {}, conversations: 0, handedOver: 0 };

it('says the assistant’s share of a day, and that there was nothing', () => {
  expect(shareText(report)).toBe('Nobody has written in the last 24 hours.');
  expect(shareText({ ...report, conversations: 8, handedOver: 2 })).toBe('75 % of 8 conversations in 24 hours went without a person.');
});

it('never says all where one needed somebody', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (conversations) => {
      expect(shareText({ ...report, conversations, handedOver: 1 })).not.toMatch(/^100 %/);
    }),
  );
});

it('lists outcomes and promised times, without what there is none of', () => {
  expect(outcomesText({ ...report, outcomes: { handoff: 3, answer: 12 } })).toBe('12 answered, 3 handed over');
  expect(outcomesText(report)).toBe('');
  expect(standingText({ breached: 2, nearing: 1 })).toBe('2 late, 1 soon due');
  expect(standingText({ breached: 0, nearing: 0 })).toBe('All in time');
});
