import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Product, startProduct } from './product.ts';
import { themes, walk, widths } from './screens.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());

/** Where the header shows its pages, the one that is open has to be in sight; a narrow one shows its name in their place. */
const isLost = (page: Page) =>
  page.evaluate(() => {
    const pages = document.querySelector('.pages')?.getBoundingClientRect();
    const shown = [...document.querySelectorAll('.pages [aria-current]')].find((one) => one.getClientRects().length > 0);
    const here = shown?.getBoundingClientRect();
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
    expect(screens).toBe(20);
  });
});
