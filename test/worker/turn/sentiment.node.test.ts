import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Heard, sentimentOf } from '../../../worker/turn/sentiment.ts';

const heard = (text: string, over: Partial<Heard> = {}) => sentimentOf({ text, recent: [], cues: [], fitted: 0, ...over });

test('a calm message is calm, and capitals or marks alone are no anger', () => {
  expect(heard('Where is my parcel?')).toEqual({ score: 0, negative: false });
  expect(heard('WHERE IS MY PARCEL PLEASE').negative).toBe(false);
  expect(heard('It fits!!!').negative).toBe(false);
});

test('two kinds of emphasis are enough', () => {
  expect(heard('WHERE IS MY PARCEL???').negative).toBe(true);
  expect(heard('WO BLEIBT MEIN PAKET', { recent: ['Wo bleibt mein Paket?', 'Den Link kenne ich.'] }).negative).toBe(true);
  expect(heard('Wo bleibt mein Paket?', { recent: ['Wo bleibt mein Paket?'] }).negative).toBe(false);
  expect(heard('Wo bleibt mein Rucksack???', { recent: ['Passt die Hose zum Wandern?'] }).negative).toBe(false);
});

test('cues and the classifier decide alone, and the stronger one is the score', () => {
  expect(heard('thanks for nothing', { cues: [0.6] })).toEqual({ score: -0.6, negative: true });
  expect(heard('lovely service as always', { fitted: 0.4 })).toEqual({ score: -0.4, negative: true });
  expect(heard('thanks for nothing', { cues: [0.3], fitted: 0.9 })).toEqual({ score: -0.9, negative: true });
});

test('the score stays between -1 and 0, whatever is said', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.array(fc.string(), { maxLength: 5 }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true })),
      (text, recent, cues) => {
        const { score, negative } = heard(text, { recent, cues });
        expect(score).toBeGreaterThanOrEqual(-1);
        expect(score).toBeLessThanOrEqual(0);
        if (negative) expect(score).toBeLessThan(0);
      },
    ),
  );
});
