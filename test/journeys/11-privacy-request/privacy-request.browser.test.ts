import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChat, openDeskPage, type Product, say, startProduct, violations } from '../../browser/product.ts';
import { themes, widths } from '../../browser/screens.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());

const wide = { viewport: { width: 1440, height: 900 } };

it('a privacy request is acknowledged with its day, and the desk shows kind, day and what was given', async () => {
  const shop = await product.open(product.handrail.links.shop);
  await openChat(shop);
  await say(shop, 'Please send me a copy of all my data, my last order was FW-10001');
  const chat = shop.getByRole('dialog');
  await chat.getByText(/which data we hold about you\. We answer by \d+ \w+ \d{4} at the latest/).waitFor();

  const desk = await product.open(product.handrail.links.agent, wide);
  const row = desk.locator('[data-row]').filter({ hasText: 'copy of all my data' });
  await row.getByText('Access request').waitFor();
  expect(await row.textContent()).toMatch(/Due .*, (2[7-9]|3[01]) days left/);
  expect(await row.textContent()).toContain('FW10001');
  await row.getByRole('button', { name: /claim/i }).click();
  const details = desk.getByRole('region', { name: 'Details of the conversation' });
  await details.getByText('By law').waitFor();
  await details.getByText('Access request').first().waitFor();
  expect(await details.textContent()).toMatch(/FW10001\s*unchecked/);
  expect(await violations(desk)).toEqual([]);

  await desk.context().close();
  await shop.context().close();
});

it('a request stays on its page until somebody says that it is answered', async () => {
  const desk = await product.open(await product.handrail.link('luca'), wide);
  await openDeskPage(desk, 'Privacy');
  const one = desk.locator('[data-case]').filter({ hasText: 'Access request' });
  await expect
    .poll(async () => {
      await desk.reload();
      await desk.getByRole('radio', { name: 'Open' }).waitFor({ state: 'attached' });
      await desk
        .getByText(/No privacy request is open|Mark as answered/)
        .first()
        .waitFor();
      return one.count();
    })
    .toBe(1);
  expect(await one.textContent()).toMatch(/Due .* days left/);
  expect(await violations(desk)).toEqual([]);
  await one.getByRole('button', { name: 'Mark as answered' }).click();
  await desk.getByText('No privacy request is open.').waitFor();
  await desk.getByRole('radio', { name: 'Answered' }).check();
  await one.getByText('Luca Moretti').waitFor();
  await one.getByRole('button', { name: 'Open conversation' }).click();
  await desk.getByText('copy of all my data').first().waitFor();
  await desk.context().close();
});

it('whoever writes at the desk is told how it sounds, and may send all the same', async () => {
  const shop = await product.open(product.handrail.links.shop);
  await openChat(shop);
  await say(shop, 'I want to talk to someone');
  const desk = await product.open(await product.handrail.link('luca'), wide);
  const row = desk.locator('[data-row]').filter({ hasText: 'I want to talk to someone' });
  await row.getByRole('button', { name: /claim/i }).click();
  const reply = desk.getByPlaceholder(/reply/i);
  await reply.fill('Hello, I am looking at your order now.');
  const hints = desk.getByRole('list', { name: 'How this sounds' });
  await expect.poll(() => hints.getByRole('listitem').count()).toBe(0);

  await reply.fill('Please calm down. We guarantee that it arrives tomorrow.');
  await hints.getByText(/calm down.*sounds dismissive/).waitFor();
  await hints.getByText(/We guarantee.*sounds like a promise\. Say what happens next/).waitFor();
  expect(await desk.locator('.grow-copy mark').allInnerTexts()).toEqual(['calm down', 'We guarantee']);
  expect(await violations(desk)).toEqual([]);

  await reply.press('Enter');
  await shop.getByRole('dialog').getByText('We guarantee that it arrives tomorrow.').waitFor();
  await expect.poll(() => hints.getByRole('listitem').count()).toBe(0);
  await desk.context().close();
  await shop.context().close();
});

it.each(themes)('hints and legal days fit every width, %s', async (theme) => {
  const shop = await product.open(product.handrail.links.shop);
  await openChat(shop);
  await say(shop, 'Please delete all my personal data');
  await shop
    .getByRole('dialog')
    .getByRole('button', { name: /back to the assistant/i })
    .waitFor();
  for (const width of widths) {
    const desk = await product.open(await product.handrail.link('priya'), { viewport: { width, height: 800 }, colorScheme: theme });
    const row = desk.locator('[data-row]').filter({ hasText: 'delete all my personal data' });
    await row.first().getByText('Deletion request').waitFor();
    const sideways = await desk.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    expect({ width, sideways, axe: await violations(desk) }).toEqual({ width, sideways: false, axe: [] });
    await desk.goto(`${product.handrail.url}/desk/#/privacy`);
    await desk.getByRole('button', { name: 'Mark as answered' }).first().waitFor();
    const wider = await desk.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    expect({ width, wider, axe: await violations(desk) }).toEqual({ width, wider: false, axe: [] });
    await desk.context().close();
  }
  await shop.context().close();
});
