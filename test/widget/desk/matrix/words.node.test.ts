import { describe, expect, it } from 'vitest';
import { bannerText, changeText, changeWords, choices, numberLines } from '../../../../widget/desk/matrix/words.ts';
import type { Change, Pause } from '../../../../worker/rooms/controls-schema.ts';

const by = { id: 'marta', name: 'Marta' };
const at = '2026-11-27T10:00:00.000Z';
const pause = (area: string): Pause => ({ area, by, at, why: 'Because' });
const change = (over: Partial<Change>): Change => ({ at, area: 'faqs', what: 'paused', by, why: 'Because', from: null, to: null, ...over });

describe('levels to choose from', () => {
  it('are all there; those above the release cannot be chosen and say what they need', () => {
    expect(choices({ ceiling: 'assist' }).map(({ words, allowed }) => [words, allowed])).toEqual([
      ['People only', true],
      ['Shadow', true],
      ['Assist', true],
      ['Autopilot (needs a release)', false],
    ]);
  });

  it('are lowered or raised', () => {
    expect(changeWords('autopilot', 'shadow')).toBe('Lower to Shadow');
    expect(changeWords('human-only', 'assist')).toBe('Raise to Assist');
  });
});

describe('the banner', () => {
  it('names what is paused', () => {
    expect(bannerText([pause('faqs')])).toBe('The assistant is paused in FAQs: people answer there.');
    expect(bannerText([pause('faqs'), pause('refunds'), pause('order-status')])).toBe(
      'The assistant is paused in FAQs, Refunds and Order status: people answer there.',
    );
  });

  it('says that everything is, whatever else is', () => {
    expect(bannerText([pause('faqs'), pause('all')])).toBe('The assistant is paused everywhere: people answer every message.');
  });
});

describe('a change', () => {
  it.each<[Partial<Change>, string]>([
    [{}, 'Marta paused FAQs'],
    [{ area: 'all' }, 'Marta paused everything'],
    [{ what: 'resumed', area: 'all' }, 'Marta switched everything on again'],
    [{ what: 'lowered', from: 'autopilot', to: 'assist' }, 'Marta lowered FAQs from Autopilot to Assist'],
    [{ what: 'raised', from: 'human-only', to: 'shadow' }, 'Marta raised FAQs from People only to Shadow'],
    [{ what: 'stepped-down', by: null, from: 'assist', to: 'shadow' }, 'The system lowered FAQs from Assist to Shadow'],
  ])('%j is a sentence', (over, text) => {
    expect(changeText(change(over))).toBe(text);
  });
});

describe('numbers', () => {
  it('leave out what did not happen, and show defects with their interval', () => {
    const none = { turns: 0, outcomes: {}, reasons: [], reviewed: 0, defects: 0, rate: null };
    expect(numberLines({ ...none, turns: 1_200, outcomes: { answer: 900, handoff: 300 } })).toEqual([
      ['Turns', '1,200'],
      ['Answered', '900 (75.0 %)'],
      ['Handed over', '300 (25.0 %)'],
      ['Reviewed', '0'],
    ]);
    const reviewed = { ...none, turns: 10, reviewed: 4, defects: 1, rate: { share: 0.25, lower: 0.026, upper: 0.68 } };
    expect(numberLines(reviewed).at(-1)).toEqual(['Defects', '1: 25.0 %, from 2.6 % to 68.0 %']);
  });
});
