import { expect, it } from 'vitest';
import { routeOf } from '../../../widget/desk/ui/address.ts';
import { navFor, pages, pagesFor, titleOf } from '../../../widget/desk/ui/pages.ts';

it.each(pages)('$title is at its address', ({ page, hash }) => {
  expect(routeOf(hash).page).toBe(page);
});

it('names every page, address and key once', () => {
  for (const of of ['page', 'title', 'hash', 'key'] as const) {
    const all = pages.map((page) => page[of]).filter((one) => one !== undefined);
    expect(new Set(all).size).toBe(all.length);
  }
});

it('offers an agent nothing that only leads decide on', () => {
  const agent = pagesFor('agent').map(({ title }) => title);
  expect(agent).toContain('Refunds');
  expect(agent).not.toContain('Releases');
  expect(pagesFor('admin')).toEqual(pagesFor('lead'));
});

it('puts single pages before menus, and shows a menu of one as its page', () => {
  const nav = navFor('agent');
  expect(nav[0]).toMatchObject({ group: null, pages: [{ title: 'Queue' }] });
  expect(nav.map(({ group, pages: [first] }) => group ?? first.title)).toEqual([
    'Queue',
    'Floor',
    'History',
    'Approvals',
    'Quality',
    'Matrix',
  ]);
  expect(navFor('lead').map(({ group, pages: [first] }) => group ?? first.title)).toEqual([
    'Queue',
    'Floor',
    'History',
    'Approvals',
    'Quality',
    'Policy',
    'Site',
  ]);
});

it('shows each page once, to everybody who may see it', () => {
  for (const role of ['agent', 'lead', 'admin'] as const) {
    const shown = navFor(role).flatMap((item) => item.pages);
    expect([...shown].sort()).toEqual([...pagesFor(role)].sort());
  }
  expect(titleOf('privacy')).toBe('Privacy');
});
