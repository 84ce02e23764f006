import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apart, emails, type Found, governmentIds, ibans, isIban, phones, plain } from '../../../../worker/ports/model/private-data.ts';

const said = (find: (text: string) => Found[], text: string) => find(plain(text)).map(({ start, end }) => text.slice(start, end));

test.each<[text: string, found: string[]]>([
  ['IBAN: DE89 3704 0044 0532 0130 00 please', ['DE89 3704 0044 0532 0130 00']],
  ['gb29nwbk60161331926819.', ['gb29nwbk60161331926819']],
  ['FR14-2004-1010-0505-0001-3M02-606', ['FR14-2004-1010-0505-0001-3M02-606']],
  ['NL91ABNA0417164300 and ES9121000418450200051332', ['NL91ABNA0417164300', 'ES9121000418450200051332']],
  ['ＤＥ８９３７０４００４４０５３２０１３０００', ['ＤＥ８９３７０４００４４０５３２０１３０００']],
  ['DE89 3704 0044 0532 0130 01', []],
  ['order FW-10006, version AB12', []],
])('IBANs in "%s"', (text, found) => expect(said(ibans, text)).toEqual(found));

test('an IBAN proves itself: another digit anywhere, and it is none', () => {
  const digits = fc.stringMatching(/^\d{18}$/);
  fc.assert(
    fc.property(digits, fc.nat(17), fc.integer({ min: 1, max: 9 }), (account, at, plus) => {
      const check = 98 - Number(BigInt(`${account}131400`) % 97n);
      const iban = `DE${String(check).padStart(2, '0')}${account}`;
      expect(isIban(iban)).toBe(true);
      expect(said(ibans, `my account ${iban}, thanks`)).toEqual([iban]);
      const other = account.slice(0, at) + String((Number(account[at]) + plus) % 10) + account.slice(at + 1);
      expect(isIban(`${iban.slice(0, 4)}${other}`)).toBe(false);
    }),
  );
});

test.each<[text: string, found: string[]]>([
  ['write to ada.lovelace+shop@mail.example.co.uk!', ['ada.lovelace+shop@mail.example.co.uk']],
  ["jürgen@müller.example und o'neil@x.example", ['jürgen@müller.example', "o'neil@x.example"]],
  ['not@home, @home, a @ b.example', []],
])('addresses in "%s"', (text, found) => expect(said(emails, text)).toEqual(found));

test.each<[text: string, found: string[]]>([
  ['call +49 151 23456789 now', ['+49 151 23456789']],
  ['(555) 123-4567 or 555-123-4567', ['(555) 123-4567', '555-123-4567']],
  ['Tel. 030 1234567, 0031 20 123 4567', ['030 1234567', '0031 20 123 4567']],
  ['mi móvil es 612345678', ['612345678']],
  ['06 12 34 56 78', ['06 12 34 56 78']],
  ['٠١٥١ ٢٣٤٥٦٧٨٩', ['٠١٥١ ٢٣٤٥٦٧٨٩']],
  ['sent on 01.12.2026, 2026-11-28 or 28/11/2026', []],
  ['order FW-10006, 1.234,50 EUR, 30 days, 3-5 days, 100200300', []],
])('phone numbers in "%s"', (text, found) => expect(said(phones, text)).toEqual(found));

test.each<[text: string, found: string[]]>([
  ['SSN 219-09-9999', ['219-09-9999']],
  ['my NI number is QQ 12 34 56 C, no: AB 12 34 56 C', ['AB 12 34 56 C']],
  ['DNI 12345678Z y NIE X1234567L', ['12345678Z', 'X1234567L']],
  ['mon numéro est 2 55 08 14 168 025 38', ['2 55 08 14 168 025 38']],
  ['Steuer-ID 86 095 742 719', ['86 095 742 719']],
  ['codice fiscale RSSMRA85T10A562S', ['RSSMRA85T10A562S']],
  ['BSN 111222333, NIF 123456789', ['111222333', '123456789']],
  ['CPF 111.444.777-35', ['111.444.777-35']],
  ['my passport number is X1234567', ['X1234567']],
  ['Ausweisnummer: L01X00T471', ['L01X00T471']],
  ['order FW-10006 of 24 November 2026, 12345678A, 219-00-9999, 111.444.777-37', []],
  ['tent size 2 for 4 people, 5 kg, 120 x 60 x 40', []],
])('numbers of papers in "%s"', (text, found) => expect(said(governmentIds, text)).toEqual(found));

test('plain letters and digits stand where the others stood', () => {
  expect(plain('Ａ１۵٣z')).toBe('A153z');
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void expect(plain(text)).toHaveLength(text.length)));
});

test('whatever the text, stretches are in order, apart and inside it, and nothing takes long', () => {
  const bits = fc.constantFrom('DE89', '3704 0044', ' ', '-', '12345678', 'Z', '+49', '(0', '@', '.', 'passport ', 'x', '0', '/', '\u0661');
  const text = fc.oneof(
    fc.array(bits, { maxLength: 60 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 200 }),
  );
  fc.assert(
    fc.property(text, (one) => {
      for (const find of [ibans, governmentIds, emails, phones]) {
        let last = 0;
        for (const { start, end } of apart(find(plain(one)))) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(one.length);
          last = end;
        }
      }
    }),
  );
  const long = [
    '1'.repeat(20_000),
    '1 '.repeat(10_000),
    'a@'.repeat(10_000),
    'DE89 '.repeat(4_000),
    'passport '.repeat(2_000),
    'a.'.repeat(10_000),
  ];
  for (const one of long) for (const find of [ibans, governmentIds, emails, phones]) expect(Array.isArray(find(one))).toBe(true);
});
