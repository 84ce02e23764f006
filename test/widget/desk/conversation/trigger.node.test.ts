import { expect, test } from 'vitest';
import { fitted, triggered } from '../../../../widget/desk/conversation/trigger.ts';

test('a slash at the beginning of a word asks for a list, and nowhere else', () => {
  expect(triggered('/', 1, '/', '/')).toEqual({ from: 0, to: 1 });
  expect(triggered('Hello /', 7, '/', '/')).toEqual({ from: 6, to: 7 });
  expect(triggered('one\n/', 5, '/', '/')).toEqual({ from: 4, to: 5 });
  expect(triggered('24/', 3, '/', '/')).toBeNull();
  expect(triggered('https:/', 7, '/', '/')).toBeNull();
});

test('what is pasted, deleted or of another kind asks for nothing', () => {
  expect(triggered('/', 1, null, '/')).toBeNull();
  expect(triggered('see /', 5, 'see /', '/')).toBeNull();
  expect(triggered('@', 1, '@', '/')).toBeNull();
  expect(triggered('@', 1, '@', '@')).toEqual({ from: 0, to: 1 });
});

test('text that is put in stands apart from the words around it', () => {
  expect(fitted('', { from: 0, to: 0 }, 'text')).toBe('text');
  expect(fitted('Hello', { from: 5, to: 5 }, 'text')).toBe(' text');
  expect(fitted('Hello world', { from: 6, to: 6 }, 'text')).toBe('text ');
  expect(fitted('a / b', { from: 2, to: 3 }, 'text')).toBe('text');
  expect(fitted('@x', { from: 0, to: 1 }, '@Luca ')).toBe('@Luca ');
});
