import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from '../../../worker/local/config.ts';
import { openChat, type Product, say, startProduct, violations } from '../../browser/product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());

const wide = { viewport: { width: 1440, height: 900 } };
const card = (desk: Page) => desk.getByRole('region', { name: 'Suggested draft' });
const reply = (desk: Page) => desk.getByRole('textbox', { name: /^Reply as/ });
const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

/** Kept beside the other screens (`npm run screenshots`), for whoever wants to look. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = join(root, '.build/screenshots');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** A question in an area where people approve each answer. */
async function ask(text: string): Promise<Page> {
  const shop = await product.open(product.handrail.links.shop);
  await openChat(shop);
  await say(shop, text);
  await shop
    .getByRole('dialog')
    .getByRole('button', { name: /back to the assistant/i })
    .waitFor();
  return shop;
}

/** The desk as a person has it, with the chat about these words claimed. */
async function claim(text: string, options: object = wide): Promise<Page> {
  const desk = await product.open(await product.handrail.link('priya'), options);
  await desk.getByText(text).first().waitFor();
  await desk.getByRole('button', { name: /claim/i }).first().click();
  await reply(desk).waitFor();
  return desk;
}

it('an agent changes the draft and sends it; the customer reads the changed words, and the desk who decided', async () => {
  const shop = await ask('I want a refund');
  const desk = await claim('I want a refund');
  const luca = await product.open(await product.handrail.link('luca'), wide);
  await luca
    .getByRole('button', { name: /I want a refund/ })
    .first()
    .click();
  await card(luca).getByText('Claim the conversation to use it.').waitFor();

  await card(desk)
    .getByText(/The customer has not seen it/)
    .waitFor();
  const drafted = (await card(desk).locator('blockquote').textContent()) ?? '';
  expect(drafted.length).toBeGreaterThan(20);
  await picture(desk, 'desk-draft-1440-light');
  expect(await violations(desk)).toEqual([]);

  // From the field to the draft, whose keys then work.
  await reply(desk).press('Escape');
  await desk.keyboard.press('e');
  await expect.poll(() => reply(desk).inputValue()).toBe(drafted);
  await desk.getByText('You are changing the assistant’s draft.').waitFor();
  await reply(desk).press('Home');
  await reply(desk).fill(`Hello, this is Priya. We guarantee it.\n\n${drafted}`);
  // The voice of the shop holds for a draft that a person changes, too.
  await desk
    .getByRole('list', { name: 'How this sounds' })
    .getByText(/sounds like a promise/)
    .waitFor();
  await reply(desk).fill(`Hello, this is Priya.\n\n${drafted}`);
  await picture(desk, 'desk-draft-edited-1440-light');
  await desk.getByRole('button', { name: 'Send edited draft' }).click();

  await shop.getByRole('dialog').getByText('Hello, this is Priya.').waitFor();
  await desk.getByText(/^You sent this draft with changes \(\d+ characters\) after/).waitFor();
  await luca
    .getByRole('region', { name: /^Conversation with/ })
    .getByText(/^Priya Raman sent this draft with changes/)
    .waitFor();
  expect(await reply(desk).inputValue()).toBe('');
  expect(await card(luca).count()).toBe(0);
  expect(await violations(desk)).toEqual([]);
  await picture(desk, 'desk-draft-decided-1440-light');

  // The decision is part of the conversation, not of the page.
  await desk.reload();
  await desk.getByText(/^You sent this draft with changes/).waitFor();
  await desk.getByRole('button', { name: 'Resolve' }).click();
  await Promise.all([shop, desk, luca].map((page) => page.context().close()));
}, 120_000);

it('one key sends a draft as it is; a rejection needs a reason and sends nothing', async () => {
  const shop = await ask('I want a refund');
  const desk = await claim('I want a refund');
  await card(desk).waitFor();
  const drafted = (await card(desk).locator('blockquote').textContent()) ?? '';
  await reply(desk).press('Escape');
  await desk.keyboard.press('a');
  await desk.getByText(/^You sent this draft as it was after/).waitFor();
  await shop
    .getByRole('dialog')
    .getByText(drafted.split('\n')[0] ?? '')
    .last()
    .waitFor();
  await desk.getByRole('button', { name: 'Resolve' }).click();
  await Promise.all([shop, desk].map((page) => page.context().close()));

  const other = await ask('I want a refund');
  const again = await claim('I want a refund', { viewport: { width: 320, height: 720 }, colorScheme: 'dark', reducedMotion: 'reduce' });
  await card(again).waitFor();
  await picture(again, 'desk-draft-320-dark');
  expect(await sideways(again)).toBe(false);
  const before = await other.getByRole('dialog').locator('li').count();
  await reply(again).press('Escape');
  await again.keyboard.press('x');
  await again.getByRole('button', { name: 'Reject draft' }).click({ force: true });
  expect(await again.getByText(/rejected this draft/).count()).toBe(0);
  await again.getByRole('radio', { name: 'Does not fit the question' }).check();
  await again.getByRole('textbox', { name: 'In your words' }).fill('They asked about boots');
  await picture(again, 'desk-reject-320-dark');
  expect(await violations(again)).toEqual([]);
  await again.keyboard.press('Enter');
  await again.getByText(/^You rejected this draft after .*: Does not fit the question: They asked about boots$/).waitFor();
  expect(await other.getByRole('dialog').locator('li').count()).toBe(before);
  expect(await violations(again)).toEqual([]);
  await Promise.all([other, again].map((page) => page.context().close()));
}, 120_000);
