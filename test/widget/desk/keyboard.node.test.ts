import { expect, it } from 'vitest';
import { isPaletteKey } from '../../../widget/desk/ui/keyboard.ts';

const press = (key: string, over: Partial<KeyboardEvent> = {}) => {
  const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false };
  return { key, ...plain, ...over };
};

it('opens the palette on Ctrl + K and on Cmd + K, in capitals too', () => {
  expect(isPaletteKey(press('k', { ctrlKey: true }))).toBe(true);
  expect(isPaletteKey(press('K', { metaKey: true }))).toBe(true);
});

it('leaves alone what the browser, the system or a writing system means by it', () => {
  expect(isPaletteKey(press('k'))).toBe(false);
  expect(isPaletteKey(press('K', { ctrlKey: true, shiftKey: true }))).toBe(false);
  expect(isPaletteKey(press('k', { ctrlKey: true, altKey: true }))).toBe(false);
  expect(isPaletteKey(press('k', { ctrlKey: true, isComposing: true }))).toBe(false);
  expect(isPaletteKey(press('j', { ctrlKey: true }))).toBe(false);
});
