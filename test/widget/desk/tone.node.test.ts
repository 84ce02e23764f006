import fc from 'fast-check';
import { expect, test } from 'vitest';
import { piecesOf } from '../../../widget/desk/conversation/tone.ts';

test('marks phrases and leaves the rest', () => {
  expect(piecesOf('we guarantee it', [{ start: 0, end: 12 }])).toEqual([
    { text: 'we guarantee', marked: true },
    { text: ' it', marked: false },
  ]);
});

test('the pieces are the text again, however phrases lie in each other', () => {
  const spans = fc.array(fc.tuple(fc.nat(40), fc.nat(10)).map(([start, length]) => ({ start, end: start + length })));
  fc.assert(
    fc.property(fc.string({ minLength: 50 }), spans, (text, found) => {
      const sorted = found.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start || a.end - b.end);
      expect(
        piecesOf(text, sorted)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
    }),
  );
});
