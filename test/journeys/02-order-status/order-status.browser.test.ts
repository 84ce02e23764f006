import { afterAll, beforeAll, expect, it } from 'vitest';
import { sampleOrders } from '../../../worker/ports/orders/sample.ts';
import { openChat, type Product, say, startProduct, violations } from '../../browser/product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());

const order = sampleOrders(new Date()).find((one) => one.state === 'in-transit');

it('leads from "where is my order" to a card, asking only for what is missing', async () => {
  const page = await product.open(product.handrail.links.shop);
  await openChat(page);
  const chat = page.getByRole('dialog');
  await say(page, 'where is my order');
  await chat.getByLabel(/order number/i).fill(order?.number ?? '');
  await chat.getByLabel(/e-?mail/i).fill(order?.email ?? '');
  await chat.getByLabel(/e-?mail/i).press('Enter');
  const card = chat.getByRole('region', { name: new RegExp(order?.number ?? '') });
  await card.waitFor();
  await card
    .getByText(order?.items[0]?.name ?? 'nothing')
    .first()
    .waitFor();
  const link = card.getByRole('link').first();
  expect(await link.getAttribute('href')).toBe(order?.shipments[0]?.trackingUrl);
  expect(await link.getAttribute('rel')).toContain('noopener');
  // Without a signed identity the card tells no address and no phone.
  expect(await card.textContent()).not.toContain(order?.address);
  expect(await card.textContent()).not.toContain(order?.phone);
  expect(await violations(page)).toEqual([]);
});

it('asks again in the same words when the details do not fit', async () => {
  const texts: string[] = [];
  for (const details of [`${order?.number} wrong@example.com`, `FW-99999 ${order?.email}`]) {
    const page = await product.open(product.handrail.links.shop);
    await openChat(page);
    await say(page, `where is my order ${details}`);
    const reply = page.getByRole('dialog').getByLabel(/order number/i);
    await reply.waitFor();
    texts.push(
      (await page
        .getByRole('log')
        .getByText(/couldn.t|not find|match|doesn.t/i)
        .first()
        .textContent()) ?? '',
    );
  }
  expect(texts[0]).toBe(texts[1]);
  expect(texts[0]).not.toBe('');
});
