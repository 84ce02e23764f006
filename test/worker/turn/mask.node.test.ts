import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mask, passesLuhn } from '../../../worker/turn/mask.ts';
import { processor } from '../../processor.ts';

test('passes the Luhn examples of the card schemes and no neighbour of them', () => {
  for (const number of ['4111111111111111', '5500000000000004', '340000000000009', '30000000000004', '6011000000000004'])
    expect(passesLuhn(number)).toBe(true);
  for (const number of ['4111111111111112', '4111111111111121', '5500000000000003']) expect(passesLuhn(number)).toBe(false);
});

test.each([
  ['typed in one go', 'my card 4111111111111111 was refused', 'my card [card ending 1111] was refused'],
  ['in groups', 'card 4111 1111 1111 1111, thanks', 'card [card ending 1111], thanks'],
  ['of another grouping', 'amex 3400-000000-00009', 'amex [card ending 0009]'],
  ['with dots', '4111.1111.1111.1111', '[card ending 1111]'],
  ['with slashes', '4111/1111/1111/1111', '[card ending 1111]'],
  ['over two lines', '4111 1111\n1111 1111', '[card ending 1111]'],
  ['with its security code behind it', '4111 1111 1111 1111 123', '[card ending 1111] 123'],
  ['with its date and code behind it', '4111111111111111 12/28 123', '[card ending 1111] 12/28 123'],
  ['after a list number', '1. 4111111111111111', '1. [card ending 1111]'],
  ['after a comma', 'cards 4111111111111111,5500000000000004', 'cards [card ending 1111],[card ending 0004]'],
  ['after a full stop', 'here.4111111111111111', 'here.[card ending 1111]'],
  ['inside a word', 'card4111111111111111end', 'card[card ending 1111]end'],
  ['with no-break spaces', '4111\u00a01111\u202f1111\u00a01111', '[card ending 1111]'],
  ['with invisible marks', '4111\u200b1111\u20601111\u200e1111', '[card ending 1111]'],
  ['with an en dash', '4111–1111–1111–1111', '[card ending 1111]'],
  ['in wide digits', '４１１１１１１１１１１１１１１１', '[card ending 1111]'],
  ['in Arabic digits', '٤١١١١١١١١١١١١١١١', '[card ending 1111]'],
  ['in HTML', '<b>4111111111111111</b>', '<b>[card ending 1111]</b>'],
])('hides a card number %s', (_, text, masked) => {
  expect(mask(text)).toBe(masked);
});

test.each([
  ['a number that fails the Luhn check', 'my number is 4111111111111112'],
  ['12 digits, which no card has', 'tracking 411111111111'],
  ['20 digits in a row, which no card has', 'parcel 00340434161094021501'],
  ['a row of zeros', 'code 0000000000000000'],
  ['order numbers', 'orders FW-10023, FW-10024 and FW-10025'],
  ['a phone number', 'call me at +49 341 998877'],
  ['amounts', 'it was 1,299.00 EUR, not 1.199,00 EUR'],
  ['a date and a time', 'ordered on 2026-11-23 at 14:05'],
])('keeps %s', (_, text) => {
  expect(mask(text)).toBe(text);
});

test.each([
  ['my password is hunter2', 'my password is [hidden]'],
  ['my password is: hunter2', 'my password is: [hidden]'],
  ['Password: hunter2', 'Password: [hidden]'],
  ['password:\nhunter2', 'password:\n[hidden]'],
  ['pwd=hunter2', 'pwd=[hidden]'],
  ['password - sunshine', 'password - [hidden]'],
  ['the password I use is Sunshine', 'the password I use is [hidden]'],
  ['my password for the shop is Sunshine', 'my password for the shop is [hidden]'],
  ['password for ana@example.com: Sunshine', 'password for ana@example.com: [hidden]'],
  ['password is "my secret words", ok?', 'password is "[hidden]", ok?'],
  ['password hunter22 does not work', 'password [hidden] does not work'],
  ['PIN code is 4821', 'PIN code is [hidden]'],
  ['mi contraseña es girasol', 'mi contraseña es [hidden]'],
  ['mi contrasen\u0303a: girasol', 'mi contrasen\u0303a: [hidden]'],
  ['mon mot de passe est tournesol', 'mon mot de passe est [hidden]'],
  ['mon mot de passe : tournesol', 'mon mot de passe : [hidden]'],
  ['mein Passwort ist Sonnenblume', 'mein Passwort ist [hidden]'],
  ['Das Kennwort lautet Sonnenblume', 'Das Kennwort lautet [hidden]'],
  ['a minha senha é girassol', 'a minha senha é [hidden]'],
  ['la mia password è girasole', 'la mia password è [hidden]'],
  ['mijn wachtwoord is zonnebloem', 'mijn wachtwoord is [hidden]'],
])('hides the secret in: %s', (text, masked) => {
  expect(mask(text)).toBe(masked);
});

test.each([
  'my password is wrong',
  'the password is not accepted.',
  "my password isn't working",
  'password reset mail not coming',
  'is this page password-protected?',
  'forgot my password, what now',
  'how do I change my password?',
  'mein Passwort ist falsch',
  'mot de passe est oublié',
  'the tent pin is bent',
  'The PIN on my gift card is unreadable',
  'I would pass: too heavy',
])('keeps what speaks about a password and holds none: %s', (text) => {
  expect(mask(text)).toBe(text);
});

/* A card number: any digits and the one that makes the Luhn sum fit. */
const card = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 11, maxLength: 17 }))
  .map(([first, rest]) => {
    const start = `${first}${rest.join('')}`;
    return Array.from({ length: 10 }, (_, last) => `${start}${last}`).find(passesLuhn) ?? '';
  });
const separator = fc.constantFrom('', ' ', '-', '.', '  ', '\u00a0', '\u200b', ' \u200e', '–', '\n');
const grouped = fc.tuple(card, fc.array(separator, { minLength: 18, maxLength: 18 })).map(([number, between]) => ({
  number,
  typed: [...number].map((one, i) => one + (i < number.length - 1 ? (between[i] ?? '') : '')).join(''),
}));
const around = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('', ' ', 'card ', ' 123', '12/28 ', '1. ', ',', ' FW-10023 ', '\u202e', '<b>', 'my card is:', ' and '),
);

/** Every stretch of 13 to 19 digits that stand directly together. */
const wholeRuns = (text: string) => text.match(/(?<!\d)\d{13,19}(?!\d)/g) ?? [];

test('no card number survives in any text, however it is grouped', () => {
  fc.assert(
    fc.property(around, grouped, around, (before, { number, typed }, after) => {
      // A digit that touches the number makes it another number.
      fc.pre(!/[\d٠-٩۰-۹０-９]$/u.test(before) && !/^[\d٠-٩۰-۹０-９]/u.test(after));
      const masked = mask(before + typed + after);
      expect(masked).not.toContain(number);
      expect(masked).not.toContain(typed);
      expect(masked).toContain('[card ending ');
      expect(wholeRuns(masked).filter((run) => passesLuhn(run) && !/^0+$/.test(run))).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

test('a text without digits and password words is unchanged', () => {
  const words = /pass|pwd?|pin|contrase|kennwort|passwort|senha|palavra|wachtwoord/iu;
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 4_000, size: 'max' }), (text) => {
      fc.pre(!/\p{Nd}/u.test(text) && !words.test(text));
      expect(mask(text)).toBe(text);
    }),
    { numRuns: 200 },
  );
});

test('masking twice changes nothing more', () => {
  const words = fc.constantFrom('password', ' is ', ': ', 'my PIN', '4821', '4111111111111111', ' ', 'hunter22', '"', 'Passwort ist ', '-');
  fc.assert(
    fc.property(fc.array(words, { maxLength: 12 }), (parts) => {
      const once = mask(parts.join(''));
      expect(mask(once)).toBe(once);
    }),
    { numRuns: 1_000 },
  );
});

test('4,000 characters of digits, words and marks are masked in no time', () => {
  for (const text of [
    '4 '.repeat(2_000),
    '4'.repeat(4_000),
    'password for '.repeat(300),
    'password is '.repeat(330),
    '\u200b4'.repeat(2_000),
  ]) {
    const spent = processor();
    mask(text);
    expect(spent()).toBeLessThan(500);
  }
});
