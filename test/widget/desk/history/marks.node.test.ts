import fc from 'fast-check';
import { expect, it } from 'vitest';
import { piecesOf } from '../../../../widget/desk/history/marks.ts';

it('cuts a text at its marks', () => {
  expect(
    piecesOf({
      text: 'my tent is wet',
      marks: [
        [3, 7],
        [11, 14],
      ],
    }),
  ).toEqual([
    { text: 'my ', marked: false },
    { text: 'tent', marked: true },
    { text: ' is ', marked: false },
    { text: 'wet', marked: true },
  ]);
});

it('shows the whole text once, whatever the marks say', () => {
  const mark = fc.tuple(fc.integer({ min: -2, max: 20 }), fc.integer({ min: -2, max: 20 }));
  fc.assert(
    fc.property(fc.string({ maxLength: 15 }), fc.array(mark), (text, marks) => {
      expect(
        piecesOf({ text, marks })
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
    }),
  );
});
