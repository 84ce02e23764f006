import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeTokenizer } from '../../../../../worker/ports/embed/static/tokenizer.ts';
import { processor } from '../../../../processor.ts';
import { encoderFile } from './file.ts';

const { header, sections } = encoderFile();
const { tokens } = makeTokenizer(header.vocabulary, sections.floats('scores'));

test.each([
  ['how long does delivery take', [140, 272, 300, 5091, 188]],
  ['Can I return boots?', [991, 16, 852, 3706, 7, 54]],
  ["it's 3,50 EUR (incl. VAT): OK?", [21, 13, 7, 216, 8, 1019, 184, 3389, 44, 97, 131, 139, 6, 651, 2364, 4445, 3960, 54]],
  ['naïve café déjà-vu', [1216, 0, 105, 976, 209, 1133, 602, 1133, 785, 4969, 24, 278, 194]],
  ['e\u0301te\u0301 \uFB01le Å', [30, 1133, 17, 1133, 1792, 30, 0]],
  ['I ❤ my tent 😀😀 a lot', [16, 30, 0, 69, 1525, 17, 30, 0, 11, 249]],
  ['日本 order 注文', [30, 0, 641, 30, 0]],
  ['مرحبا order', [30, 7982, 0, 7940, 641]],
  ['supercalifragilisticexpialidocious', [1050, 2817, 928, 276, 143, 233, 2098, 6489, 983, 303, 102, 2907]],
  ['www.example.com/track?id=42', [2497, 6, 773, 1563, 147, 6, 167, 68, 17, 4048, 54, 303, 413, 5392]],
  ['----------------...', [30, 7163, 91]],
])('cuts as the published tokenizer does: %s', (text, pieces) => {
  expect(tokens(text, 128)).toEqual(pieces);
});

test('white space of any kind and amount is one space, and none at the ends', () => {
  const plain = tokens('where is my order', 48);
  for (const text of ['  where is my order\n', 'where\tis\u00a0my\r\n\r\norder', `${' '.repeat(100_000)}where is my order`])
    expect(tokens(text, 48)).toEqual(plain);
});

test('nothing is found in what cannot be read', () => {
  for (const text of ['', ' \n\t', '😀', '日本語のテキスト', '\ud83d', '\u0000', '\u200b']) expect(tokens(text, 48)).toEqual([]);
  expect(tokens('👍 thanks', 48)).not.toEqual([]);
});

test('a text in capitals is read as speech, an abbreviation as itself', () => {
  expect(tokens('WHERE IS MY ORDER?', 48)).toEqual(tokens('where is my order?', 48));
  expect(tokens('VAT?', 48)).not.toEqual(tokens('vat?', 48));
  expect(tokens('Is VAT in it?', 48)).not.toEqual(tokens('is vat in it?', 48));
});

test('half of a surrogate pair is one unknown sign', () => {
  expect(tokens('a lone \ud83d half', 48)).toEqual(tokens('a lone 😀 half', 48));
});

test('reads the first pieces of a text, and no longer for a longer text', () => {
  const words = 'my parcel has not arrived yet ';
  const long = words.repeat(20);
  expect(tokens(long.repeat(200), 48)).toEqual(tokens(long, 128).slice(0, 48));
  const hard = [
    'a'.repeat(100_000),
    '-'.repeat(100_000),
    '😀'.repeat(50_000),
    'é\u0301'.repeat(50_000),
    '\ufdfa'.repeat(100_000),
    words.repeat(4_000),
  ];
  for (const text of hard) {
    const spent = processor();
    expect(tokens(text, 128).length).toBeLessThanOrEqual(128);
    expect(spent()).toBeLessThan(300);
  }
});

test('whatever is written, pieces are numbers of the vocabulary, and no two unknown ones are neighbours', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const found = tokens(text, 48);
      expect(found.every((id) => id === 0 || (id >= 6 && id < header.vocabulary.length))).toBe(true);
      expect(found.some((id, i) => id === 0 && found[i + 1] === 0)).toBe(false);
    }),
  );
});
