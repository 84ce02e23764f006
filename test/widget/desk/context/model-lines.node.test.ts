import { expect, test } from 'vitest';
import { callLine, moneyWords } from '../../../../widget/desk/context/model-lines.ts';
import { call } from '../samples.ts';

test('one call in a line: what for, whom, how long, how much', () => {
  expect(callLine(call())).toBe('Answer (compose@1): openai local, 1,412 ms, 425 tokens, cost 0.0012');
  expect(callLine(call({ tokensIn: 1_200 }))).toContain('1,245 tokens');
  expect(callLine(call({ use: 'second', prompt: 'second@2', tries: 2, counted: false, money: null, tokensOut: 1, tokensIn: 0 }))).toBe(
    'Second opinion (second@2): openai local, 1,412 ms, about 1 token, 2 tries',
  );
});

test('a call that was not made has no figures', () => {
  expect(callLine(call({ tries: 0, prompt: '' }))).toBe('Answer: openai local, not asked');
});

test('what was paid is never shown as nothing', () => {
  expect([0, 0.00001, 0.0012, 0.5, 12.345].map(moneyWords)).toEqual(['0', 'under 0.0001', '0.0012', '0.50', '12.35']);
});
