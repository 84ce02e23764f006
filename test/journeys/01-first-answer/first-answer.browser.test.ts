import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChat, type Product, say, startProduct, violations } from '../../browser/product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());

it('answers a question with the approved text and its source, and opens the source', async () => {
  const page = await product.open(product.handrail.links.shop);
  await page.getByRole('button').last().click();
  const chat = page.getByRole('dialog');
  await chat
    .getByText(/automated assistant/i)
    .first()
    .waitFor();
  await say(page, 'how long does delivery take?');
  await chat.getByText('3–5 working days').first().waitFor();
  const source = chat.getByRole('button', { name: /How long delivery takes|delivery/i }).last();
  await source.click();
  await chat
    .getByRole('heading', { name: /delivery/i })
    .first()
    .waitFor();
  expect(await violations(page)).toEqual([]);
});

it('answers a suggested question with one tap', async () => {
  const page = await product.open(product.handrail.links.shop);
  await openChat(page);
  await page
    .getByRole('list', { name: /questions|suggest/i })
    .getByRole('button', { name: /how long does delivery/i })
    .click();
  await page.getByRole('log').getByText('3–5 working days').first().waitFor();
});

it('shows what a customer writes as text, never as markup', async () => {
  const page = await product.open(product.handrail.links.shop);
  await openChat(page);
  const nasty = '<img src=x onerror="window.hacked=1"> [a](javascript:alert(1)) **bold** <script>window.hacked=1</script>';
  await say(page, nasty);
  await page.getByRole('log').getByText(nasty).waitFor();
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  expect(await page.getByRole('log').locator('img[src="x"], script, a[href^="javascript"]').count()).toBe(0);
});

it('opens, closes and returns the focus by keyboard alone', async () => {
  const page = await product.open(product.handrail.links.shop);
  const launcher = page.getByRole('button', { name: /chat|help|questions/i }).last();
  await launcher.focus();
  await page.keyboard.press('Enter');
  const input = page.getByRole('dialog').getByPlaceholder('Write a message');
  await input.waitFor();
  await expect.poll(() => input.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element)).toBe(true);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await expect.poll(() => launcher.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element)).toBe(true);
});
