import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mentionsIn, namedIn } from '../../../../widget/desk/conversation/mention.ts';

const people = [
  { id: 'ana', name: 'Ana' },
  { id: 'ana-maria', name: 'Ana María López' },
  { id: 'luca', name: 'Luca Moretti' },
];

test.each([
  ['@Luca Moretti can you look?', ['luca']],
  ['ask @luca moretti, or @Ana.', ['luca', 'ana']],
  ['@Ana María López knows', ['ana-maria']],
  ['@Ana @Ana', ['ana']],
  ['mail ana@Ana.example', []],
  ['@Anaconda', []],
  ['@Luca', []],
  ['nobody @', []],
])('"%s" names %j', (text, ids) => {
  expect(mentionsIn(text, people)).toEqual(ids);
});

test('the pieces are the text again', () => {
  const words = fc.array(fc.constantFrom('@', 'Ana', 'Luca Moretti', ' ', 'María', ' López', '!', 'ana'), { maxLength: 12 });
  fc.assert(
    fc.property(words, (parts) => {
      const text = parts.join('');
      const pieces = namedIn(text, people);
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      for (const { text: said, id } of pieces) if (id !== null) expect(said).toMatch(/^@/);
    }),
  );
});

test('no more are told than the wire takes', () => {
  const many = Array.from({ length: 30 }, (_, i) => ({ id: `p-${i}`, name: `Person ${i}x` }));
  expect(mentionsIn(many.map(({ name }) => `@${name}`).join(' '), many)).toHaveLength(20);
});
