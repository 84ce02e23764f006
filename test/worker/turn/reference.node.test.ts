import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { canonicalNumber, orderMention, sameNumber } from '../../../worker/turn/reference.ts';
import { processor } from '../../processor.ts';

test.each([
  'FW-10023',
  'fw10023',
  'fw 10023',
  'FW_10023',
  'FW - 10023',
  'FW\u201110023',
  'FW–10023',
  '#FW-10023',
  'Order:FW-10023.',
  'my order (FW-10023) has not arrived since 2026',
  '<b>FW-10023</b>',
  'https://fernweg.example/track/FW-10023',
  'I paid 15000 for order FW-10023 in 2026',
  'FW-10023 or was it FW-10024?',
])('finds the order number in: %s', (text) => {
  expect(orderMention(text).number).toBe('FW10023');
});

test.each(['10023', '#10023', 'order no. 10023', 'Nr.10023', 'Bestellung n° 10023', 'number 10023', 'it is 10023', 'in 10023'])(
  'finds the bare number in: %s',
  (text) => {
    expect(orderMention(text).number).toBe('10023');
  },
);

test.each([
  'do you open in 2026?',
  'delivery in 2026',
  'a tent of 2000 g',
  'a bag with a 5000 mm water column? no: 900',
  'norm EN 13537 or ISO 9001',
  'call me at +49 170 1234567',
  'tel. 0341 998877',
  'FW-1002345678901234',
  'size 42, 30 days',
  'ana10023@example.com',
  '',
])('finds no order number in: %s', (text) => {
  const { number } = orderMention(text);
  // Amounts of four digits are none; "5000 mm" is one.
  expect(number).toBe('');
});

test.each([
  ['ana@example.com', 'ana@example.com'],
  ['It is Ana.Maria+shop@Example.CO.UK, thanks.', 'ana.maria+shop@example.co.uk'],
  ['(ana@example.com)', 'ana@example.com'],
  ['mailto:ana@example.com', 'ana@example.com'],
  ['<ana_b@sub.example.com>', 'ana_b@sub.example.com'],
  ['jürgen@bücher.example', 'jürgen@bücher.example'],
])('finds the address in: %s', (text, address) => {
  expect(orderMention(text).email).toBe(address);
});

test.each(['ana@', '@example.com', 'ana@localhost', 'ana at example.com', ''])('finds no address in: %s', (text) => {
  expect(orderMention(text).email).toBe('');
});

test('finds number and address together, in any order and with any words between', () => {
  const filler = fc.constantFrom(' ', ', ', '\n', ' and my e-mail is ', ' / ', ' — bought in 2026 — ');
  fc.assert(
    fc.property(fc.integer({ min: 10_000, max: 99_999 }), filler, fc.boolean(), (digits, between, numberFirst) => {
      const parts = [`FW-${digits}`, 'ana2026@example.com'];
      expect(orderMention((numberFirst ? parts : parts.reverse()).join(between))).toEqual({
        number: `FW${digits}`,
        email: 'ana2026@example.com',
      });
    }),
  );
});

test('compares numbers without case, spaces and hyphens', () => {
  expect(canonicalNumber('#fw-10 023')).toBe('FW10023');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const canonical = canonicalNumber(text);
      expect(canonicalNumber(canonical)).toBe(canonical);
    }),
  );
});

test('reads any text, and finds nothing but letters and digits as a number', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 4_000, size: 'max' }), (text) => {
      const { number, email } = orderMention(text);
      expect(number).toMatch(/^(?:[A-Z]{0,4}\d{4,12})?$/);
      expect(email === '' || email.includes('@')).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('4,000 characters of an address that never comes are read in no time', () => {
  for (const text of [
    'a'.repeat(4_000),
    'a.'.repeat(2_000),
    `${'a'.repeat(3_900)}@${'b'.repeat(99)}`,
    'fw '.repeat(1_300),
    '1 '.repeat(2_000),
  ]) {
    const spent = processor();
    orderMention(text);
    expect(spent()).toBeLessThan(500);
  }
});

describe('the number of an order', () => {
  it('is found without its letters and never with other ones', () => {
    expect(sameNumber('10023', 'FW-10023')).toBe(true);
    expect(sameNumber('fw 10023', 'FW-10023')).toBe(true);
    expect(sameNumber('XX-10023', 'FW-10023')).toBe(false);
    expect(sameNumber('1002', 'FW-10023')).toBe(false);
  });
});
