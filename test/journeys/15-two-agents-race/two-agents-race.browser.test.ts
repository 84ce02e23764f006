import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChat, type Product, say, startProduct, violations } from '../../browser/product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
}, 180_000);
afterAll(() => product?.close());

/**
 * Presses Claim at a moment of the clock. Until then the page is held still, as a slow laptop is: it cannot hear that
 * somebody else was faster.
 */
const claimAt = (desk: Page, moment: number) =>
  desk.evaluate((at) => {
    const button = document.querySelector<HTMLButtonElement>('.row-claim');
    while (Date.now() < at);
    button?.click();
  }, moment);

const rowsIn = (desk: Page, section: string) => desk.locator(`[data-section="${section}"]`);

it('gives a chat that two agents claim to one of them, and tells the other who has it', async () => {
  const wide = { viewport: { width: 1440, height: 900 } };
  const [shop, priya, luca] = await Promise.all([
    product.open(product.handrail.links.shop),
    product.open(await product.handrail.link('priya'), wide),
    product.open(await product.handrail.link('luca'), wide),
  ]);
  await openChat(shop);
  await say(shop, 'I want to talk to someone');
  await Promise.all([priya, luca].map((desk) => desk.getByRole('button', { name: /^Claim/ }).waitFor()));

  const moment = (await priya.evaluate(() => Date.now())) + 500;
  await Promise.all([claimAt(priya, moment), claimAt(luca, moment + 150)]);

  await rowsIn(priya, 'mine').waitFor();
  await luca
    .getByText(/Priya Raman took .+ first\./)
    .first()
    .waitFor();
  // It is where the other can see who has it, it is nobody's twice, and nothing was opened for who came second.
  await rowsIn(luca, 'taken').getByText('Priya Raman').waitFor();
  expect(await rowsIn(luca, 'mine').count()).toBe(0);
  expect(luca.url()).not.toContain('#/c/');
  expect(await violations(luca)).toEqual([]);

  const chat = shop.getByRole('dialog');
  await chat.getByText('Priya Raman is with you').waitFor();
  expect(await chat.getByText('Luca Moretti').count()).toBe(0);
  await luca.getByRole('button', { name: 'Dismiss' }).click();
  await luca.getByRole('button', { name: 'Dismiss' }).waitFor({ state: 'detached' });
}, 120_000);
