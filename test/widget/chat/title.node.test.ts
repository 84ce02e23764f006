import { expect, test } from 'vitest';
import { titled } from '../../../widget/chat/title.ts';

test('the number of unread messages stands before the title, and goes again', () => {
  expect(titled('Shop', 2)).toBe('(2) Shop');
  expect(titled('(2) Shop', 3)).toBe('(3) Shop');
  expect(titled('(3) Shop', 0)).toBe('Shop');
  // The page changed its title meanwhile.
  expect(titled('(1) Basket', 0)).toBe('Basket');
});
