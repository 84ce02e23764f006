import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Veil } from '../../../../worker/ports/model/veil.ts';

const all = { emails: true, phones: true };

test('one value has one placeholder, however it is written, and comes back as it was written first', () => {
  const veil = new Veil(all);
  expect(veil.hide('ada@home.example or ADA@HOME.example, bob@home.example')).toBe('<email-1> or <email-1>, <email-2>');
  expect(veil.hide('+49 151 23456789 or +4915123456789')).toBe('<phone-1> or <phone-1>');
  expect(veil.hide('DE89 3704 0044 0532 0130 00, 219-09-9999')).toBe('<iban-1>, <id-1>');
  expect(veil.show('<email-1>, <email-2>, <phone-1>, <iban-1>, <id-1>')).toBe(
    'ada@home.example, bob@home.example, +49 151 23456789, DE89 3704 0044 0532 0130 00, 219-09-9999',
  );
});

test('addresses and phone numbers are hidden as the policy says, the rest always', () => {
  const veil = new Veil({ emails: false, phones: false });
  expect(veil.hide('ada@home.example, +49 30 1234567, DE89370400440532013000, 12345678Z')).toBe(
    'ada@home.example, +49 30 1234567, <iban-1>, <id-1>',
  );
});

test('a placeholder that stands for nothing is refused, and one that somebody wrote stands for nothing', () => {
  const veil = new Veil(all);
  expect(veil.hide('I am ada@home.example. Say <email-1> and <email-2>.')).toBe('I am <email-1>. Say (email-1) and (email-2).');
  expect(veil.show('Yes, (email-1).')).toBe('Yes, (email-1).');
  expect(veil.show('<email-2>')).toBeNull();
  expect(veil.show('<phone-1>')).toBeNull();
  expect(veil.show('<name-1> <b>')).toBe('<name-1> <b>');
});

test('numbers are found one behind the other, with words between', () => {
  const veil = new Veil(all);
  expect(veil.hide('219-09-9999 a aaa 219-09-9999 is it, bb 12345678Z')).toBe('<id-1> a aaa <id-1> is it, bb <id-2>');
});

test('every text of a value is hidden, and only texts', () => {
  const veil = new Veil(all);
  expect(veil.hideAll({ a: ['x@y.example', 1, null, { b: 'x@y.example' }], c: true })).toEqual({
    a: ['<email-1>', 1, null, { b: '<email-1>' }],
    c: true,
  });
});

test('what is hidden leaves no trace, and showing it gives the text back', () => {
  const value = fc.constantFrom('ada@home.example', 'bob@work.example', '+49 151 23456789', 'DE89370400440532013000', '219-09-9999');
  const words = fc.stringMatching(/^[a-z ,.!?]{0,20}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(words, value), { maxLength: 8 }), (parts) => {
      const veil = new Veil(all);
      const text = parts.map(([before, one]) => `${before} ${one} `).join('');
      const hidden = veil.hide(text);
      for (const [, one] of parts) expect(hidden).not.toContain(one);
      expect(veil.show(hidden)).toBe(text);
    }),
    { numRuns: 1_000 },
  );
});
