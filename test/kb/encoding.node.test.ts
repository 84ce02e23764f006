import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeText } from '../../kb/encoding.ts';

const utf16 = (text: string, big = false, mark = true) => {
  const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
  return new Uint8Array(big ? bytes.swap16() : bytes);
};
const text = 'id,question\n1,Où est mon colis ? 包裹';

test('reads UTF-8 with and without a byte-order mark', () => {
  expect(decodeText(new TextEncoder().encode(text))).toEqual({ text });
  expect(decodeText(new TextEncoder().encode(`\ufeff${text}`))).toEqual({ text });
});

test('reads UTF-16 of both orders, and without a mark where it can be told', () => {
  expect(decodeText(utf16(text))).toEqual({ text });
  expect(decodeText(utf16(text, true))).toEqual({ text });
  expect(decodeText(utf16('id,question\n', false, false))).toEqual({ text: 'id,question\n' });
  expect(decodeText(utf16('id,question\n', true, false))).toEqual({ text: 'id,question\n' });
});

test('does not guess an old encoding, and names the line where it shows', () => {
  expect(decodeText(Buffer.from('one\ntwo\nM\xfcnchen\n', 'latin1'))).toEqual({
    line: 3,
    message: expect.stringContaining('not readable as UTF-8'),
  });
});

test('names the line in which a text turns out to be none', () => {
  expect(decodeText(Buffer.from('id,question\n1,Where\0 is it?\n'))).toEqual({ line: 2, message: expect.stringContaining('zero bytes') });
  expect(decodeText(utf16('退货。\n'.repeat(40), false, false))).toEqual({ line: 1, message: expect.stringContaining('UTF-8') });
  expect(decodeText(utf16('id,question').subarray(0, -1))).toEqual({
    line: 1,
    message: expect.stringContaining('not readable as UTF-16LE'),
  });
});

test.each([
  ['%PDF-1.7', 'a PDF'],
  ['PK\x03\x04…', 'a Word or Excel file'],
  ['\x89PNG\r\n', 'a picture'],
  ['\xff\xd8\xff\xe0', 'a picture'],
  ['\x00\x01\x02\x03\x04,c', 'zero bytes'],
])('refuses what only bears the name of a text: %j', (bytes, says) => {
  expect(decodeText(Buffer.from(bytes, 'latin1'))).toEqual({ line: 1, message: expect.stringContaining(says) });
});

test('reads an empty file as no text', () => {
  expect(decodeText(new Uint8Array())).toEqual({ text: '' });
});

test('gives text or a problem for any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => void expect(Object.keys(decodeText(bytes)).length).toBeGreaterThan(0)),
  );
});
