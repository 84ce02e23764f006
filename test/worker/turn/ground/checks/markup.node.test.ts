import { expect, test } from 'vitest';
import { kindsIn } from '../shop.ts';

test.each([
  ['Returns are free.', 'Returns are <b>free</b>.', true],
  ['Returns are <b>free</b>.', 'Returns are <b>free</b>.', true],
  ['Returns are free.', 'Returns are [free](https://shop.example).', true],
  ['Returns are free.', 'Returns are **free**.', false],
  ['S | 86\nM | 94', '- S: 86\n- M: 94', false],
  ['It costs less, 3 < 5.', 'It costs less, 3 < 5.', false],
])('%j, then %j: %s', (passage, draft, found) => {
  expect(kindsIn(passage, draft).some((kind) => /^(?:markup)$/.test(kind))).toBe(found);
});
