import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChat, openDeskPage, type Product, say, startProduct, violations } from '../../browser/product.ts';

let product: Product;
beforeAll(async () => {
  // Seconds that somebody has to come back: long enough to be seen, short enough to wait for.
  product = await startProduct({ vars: { HANDRAIL_AGENT_GRACE: '8' } });
}, 180_000);
afterAll(() => product?.close());

const wide = { viewport: { width: 1440, height: 900 } };

it('an agent’s page is closed: everybody sees it, the chat returns to the queue, and the next one takes it', async () => {
  const [shop, priya, luca, marta] = await Promise.all([
    product.open(product.handrail.links.shop),
    product.open(await product.handrail.link('priya'), wide),
    product.open(await product.handrail.link('luca'), wide),
    product.open(await product.handrail.link('marta'), wide),
  ]);
  await openDeskPage(marta, 'Floor');
  await openChat(shop);
  await say(shop, 'I want to talk to someone');
  await priya.getByRole('button', { name: /^Claim/ }).click();
  const chat = shop.getByRole('dialog');
  await chat.getByText('Priya Raman is with you').waitFor();
  await luca.locator('[data-section="taken"]').getByText('Priya Raman').waitFor();

  await priya.context().close();
  const lost = /Priya’s connection is lost, back to the queue in 0:0\d/;
  await Promise.all([
    luca.locator('[data-section="taken"]').getByText(lost).waitFor(),
    marta.getByText(lost).waitFor(),
    luca.getByText('The connection of Priya Raman is lost.').waitFor({ state: 'attached' }),
  ]);
  expect(await violations(luca)).toEqual([]);

  await luca.locator('[data-section="waiting"]').waitFor();
  await chat.getByRole('button', { name: /back to the assistant/i }).waitFor();
  await luca.getByRole('button', { name: /^Claim/ }).click();
  await chat.getByText('Luca Moretti is with you').waitFor();
  const reply = luca.getByPlaceholder(/reply/i);
  await reply.fill('Luca here. Sorry that you had to wait.');
  await reply.press('Enter');
  await chat.getByText('Luca here. Sorry that you had to wait.').waitFor();
}, 120_000);

it('who is back in time keeps what they have', async () => {
  const [shop, priya] = await Promise.all([
    product.open(product.handrail.links.shop),
    product.open(await product.handrail.link('priya'), wide),
  ]);
  await openChat(shop);
  await say(shop, 'I want to talk to someone');
  await priya.getByRole('button', { name: /^Claim/ }).click();
  const chat = shop.getByRole('dialog');
  await chat.getByText('Priya Raman is with you').waitFor();
  const reply = priya.getByPlaceholder(/reply/i);
  await reply.waitFor();
  await priya.reload();
  await priya.locator('[data-section="mine"]').waitFor();
  await expect.poll(() => priya.getByText('connection is lost').count()).toBe(0);
  await reply.fill('Still here.');
  await reply.press('Enter');
  await chat.getByText('Still here.').waitFor();
}, 120_000);
