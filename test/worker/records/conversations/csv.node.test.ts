import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cell, csvHead, csvLine } from '../../../../worker/records/conversations/csv.ts';
import { past } from './samples.ts';

const { identity: _, visitor: __, revision: ___, answer: ____, asked: _____, said: ______, ...listed } = past('a');
const one = { ...listed, customer: '', snippet: null };

it('reads back as it was written, and nothing in it is a formula', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('', '=', '+', '-', '@', '\t', '\r', '＝'), (text, sign) => {
      const words = `${sign}${text}`;
      const [row] = parse(csvHead + csvLine({ ...one, first: words }, 'https://desk'), {
        bom: true,
        columns: true,
        relax_quotes: false,
      }) as Record<string, string>[];
      const read = row?.['first words'] ?? '';
      expect(read).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
      expect(read === words || read === `'${words}`).toBe(true);
    }),
  );
  expect([cell(null), cell(0), cell('-1'), cell('a;b'), cell('say "no"')]).toEqual(['', '0', "'-1", '"a;b"', '"say ""no"""']);
});
