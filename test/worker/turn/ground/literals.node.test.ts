import { expect, test } from 'vitest';
import { literalsOf } from '../../../../worker/turn/ground/literals.ts';
import { kindsIn } from './shop.ts';

const told = (text: string) => literalsOf(text).literals.map(({ kind, key }) => `${kind} ${key}`);

test.each([
  ['See https://www.Shop.example/returns/.', ['url shop.example/returns']],
  ['See shop.example/returns, please', ['url shop.example/returns']],
  ['care@shop.example or care (at) shop (dot) example', ['email care@shop.example', 'email care@shop.example']],
  ['+49 341 555 0123', ['phone 493415550123']],
  ['FW-20931, SAVE20, EN 417', ['code fw20931', 'code save20', 'code en417']],
  ['EUR 100, 1,000, 2026-12-24, 30days, 2nd, 10:00', []],
  ['javascript:alert(1)', ['url javascript:alert(1']],
])('%s', (text, expected) => {
  expect(told(text)).toEqual(expected);
});

const passage = 'Open https://shop.example/returns or write to care@shop.example. The number starts with FW. Call 0341 5550123.';
test.each([
  ['Open shop.example/returns.', []],
  ['Open https://shop.example/refunds.', ['url']],
  ['Open https://shop.example.evil.io/returns.', ['link']],
  ['Open https://shop.example@evil.io/returns.', ['link']],
  ['Write to help@shop.example.', ['email']],
  ['Call 0341-555 0123.', []],
  ['Call 0341 5550124.', ['phone']],
  ['The number is FW-1234.', ['code']],
])('%s', (draft, kinds) => {
  expect(kindsIn(passage, draft).filter((kind) => kind !== 'unsupported')).toEqual(kinds);
});

test('a host of the shop makes a wrong address wrong, and no link to others', () => {
  expect(kindsIn('Returns are free.', 'Returns are free, see https://shop.example/x.', { allowedHosts: ['shop.example'] })).toEqual([
    'url',
  ]);
  expect(kindsIn('Returns are free.', 'Returns are free, see https://shop.example/x.')).toEqual(['link']);
});
