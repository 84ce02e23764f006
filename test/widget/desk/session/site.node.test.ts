import { afterEach, expect, test, vi } from 'vitest';
import { rememberSite, siteFor } from '../../../../widget/desk/session/site.ts';

afterEach(() => vi.unstubAllGlobals());

function storage(): void {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
}

test('the site is what the address names, or what was signed in to before', () => {
  storage();
  expect(siteFor('')).toBe('');
  rememberSite('acme');
  expect(siteFor('#/floor')).toBe('acme');
  expect(siteFor('#site=other')).toBe('other');
  expect(siteFor('#site=No/Site')).toBe('acme');
});

test('without storage it is typed', () => {
  vi.stubGlobal('localStorage', {
    getItem: () => {
      throw new Error('denied');
    },
    setItem: () => {
      throw new Error('denied');
    },
  });
  rememberSite('acme');
  expect(siteFor('')).toBe('');
});
