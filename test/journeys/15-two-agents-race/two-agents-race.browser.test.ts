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

  const moment = (await priya.evaluate(() => Date.now())) + 2_000;
  await Promise.all([claimAt(priya, moment), claimAt(luca, moment + 150)]);

  // Who presses first need not be who arrives first: on a busy machine it may be either.
  const both = [
    { page: priya, name: 'Priya Raman' },
    { page: luca, name: 'Luca Moretti' },
  ] as const;
  const [won, lost] = await Promise.any([
    rowsIn(priya, 'mine')
      .waitFor()
      .then(() => both),
    rowsIn(luca, 'mine')
      .waitFor()
      .then(() => [both[1], both[0]] as const),
  ]);
  await lost.page
    .getByText(new RegExp(`${won.name} took .+ first\\.`))
    .first()
    .waitFor();
  // It is where the other can see who has it, it is nobody's twice, and nothing was opened for who came second.
  await rowsIn(lost.page, 'taken').getByText(won.name).waitFor();
  expect(await rowsIn(lost.page, 'mine').count()).toBe(0);
  expect(lost.page.url()).not.toContain('#/c/');
  expect(await violations(lost.page)).toEqual([]);

  const chat = shop.getByRole('dialog');
  await chat.getByText(`${won.name} is with you`).waitFor();
  expect(await chat.getByText(lost.name).count()).toBe(0);
  await lost.page.getByRole('button', { name: 'Dismiss' }).click();
  await lost.page.getByRole('button', { name: 'Dismiss' }).waitFor({ state: 'detached' });
}, 120_000);
