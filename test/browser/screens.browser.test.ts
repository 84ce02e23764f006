import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Product, startProduct } from './product.ts';
import { themes, walk, widths } from './screens.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());

/** The header's pages scroll where there is no room; the one that is open has to be in sight. */
const isLost = (page: Page) =>
  page.evaluate(() => {
    const pages = document.querySelector('.pages')?.getBoundingClientRect();
    const here = document.querySelector('.pages [aria-current]')?.getBoundingClientRect();
    return pages !== undefined && here !== undefined && (here.left < pages.left - 1 || here.right > pages.right + 1);
  });

describe.each(widths)('at %i pixels', (width) => {
  it.each(themes)('no screen scrolls sideways, cuts text off or has an axe violation, %s', async (theme) => {
    const faults: string[] = [];
    let screens = 0;
    await walk(product, width, theme, async ({ name, page, sideways, clipped, axe }) => {
      screens += 1;
      if (sideways) faults.push(`${name} scrolls sideways`);
      if (await isLost(page)) faults.push(`${name} hides where one is`);
      faults.push(...clipped.map((text) => `${name} cuts off "${text}"`), ...axe.map((violation) => `${name}: ${violation}`));
    });
    expect(faults).toEqual([]);
    expect(screens).toBe(13);
  });
});
