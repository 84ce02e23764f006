import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readSnippet } from '../../../../worker/records/conversations/row.ts';

it('marks become ranges of the plain text', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.string(), fc.string({ minLength: 1 })), { minLength: 1, maxLength: 5 }),
      fc.string(),
      (parts, tail) => {
        const plain = (text: string) => text.replace(/[^\P{Cc}\n]/gu, '');
        const pieces = parts.map(([before, found]) => [plain(before), plain(found) || 'x'] as const);
        const snippet = readSnippet(`${pieces.map(([before, found]) => `${before}\u0002${found}\u0003`).join('')}${plain(tail)}`);
        expect(snippet?.text).toBe(`${pieces.flat().join('')}${plain(tail)}`.replaceAll('\n', ' '));
        expect(snippet?.marks.map(([from, to]) => snippet.text.slice(from, to))).toEqual(
          pieces.map(([, found]) => found.replaceAll('\n', ' ')),
        );
      },
    ),
  );
  expect(readSnippet('nothing was found')).toBeNull();
});
