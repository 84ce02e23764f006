import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Product, startProduct } from './product.ts';
import { themes, walk, widths } from './screens.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());

describe.each(widths)('at %i pixels', (width) => {
  it.each(themes)('no screen scrolls sideways, cuts text off or has an axe violation, %s', async (theme) => {
    const faults: string[] = [];
    let screens = 0;
    await walk(product, width, theme, async ({ name, sideways, clipped, axe }) => {
      screens += 1;
      if (sideways) faults.push(`${name} scrolls sideways`);
      faults.push(...clipped.map((text) => `${name} cuts off "${text}"`), ...axe.map((violation) => `${name}: ${violation}`));
    });
    expect(faults).toEqual([]);
    expect(screens).toBe(13);
  });
});
