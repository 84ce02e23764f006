import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ToneFinding } from '../../../policy/tone-match.ts';
import { adviceOf, piecesOf } from '../../../widget/desk/conversation/tone-pieces.ts';

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

test('gives the same advice once, with every phrase that it is about', () => {
  const found = (said: string, kind: ToneFinding['kind'], hint: string) => ({ said, kind, hint, start: 0, end: said.length }) as const;
  expect(
    adviceOf([
      found('Calm down', 'dismissive', 'Say what you can do.'),
      found('for sure', 'promise', 'Say what is known.'),
      found('not our fault', 'dismissive', 'Say what you can do.'),
      found('CALM DOWN', 'dismissive', 'Say what you can do.'),
    ]),
  ).toEqual([
    { kind: 'dismissive', hint: 'Say what you can do.', said: ['Calm down', 'not our fault'] },
    { kind: 'promise', hint: 'Say what is known.', said: ['for sure'] },
  ]);
  expect(adviceOf([])).toEqual([]);
});
