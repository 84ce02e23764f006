import fc from 'fast-check';
import { expect, test } from 'vitest';
import { windowsOf } from '../../../../worker/turn/classify/windows.ts';

const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');

test('a short message has no windows', () => {
  expect(windowsOf('Where is my order? I need it tomorrow.')).toEqual([]);
});

test('a long one is cut at the ends of sentences', () => {
  const report = 'We bought the stove in May and liked it a lot at first on all of our trips. '.repeat(2);
  const windows = windowsOf(`${report}Then the hose came off and the flame hit my hand.`);
  expect(windows.length).toBeGreaterThan(1);
  expect(windows.at(-1)).toContain('the flame hit my hand');
});

test('nothing is lost or said twice, and no window is long', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('one', 'two.', 'three!', 'four?', 'five,'), { minLength: 33, maxLength: 400 }), (all) => {
      const windows = windowsOf(all.join(' '));
      expect(windows.flatMap(words)).toEqual(all);
      expect(windows.every((window) => words(window).length <= 17)).toBe(true);
    }),
  );
});

test('a sentence that is too long is cut into parts of about the same length, and leaves no remainder that says nothing', () => {
  const long = Array.from({ length: 23 }, (_, i) => `word${i}`).join(' ');
  expect(windowsOf(`Good morning to you. ${long}.`).map((window) => words(window).length)).toEqual([4, 12, 11]);
});
