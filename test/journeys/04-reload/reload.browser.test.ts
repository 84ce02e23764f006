import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChat, type Product, say, startProduct } from '../../browser/product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());

it('keeps everything on both sides when customer and agent reload in the middle', async () => {
  const [shop, desk] = await Promise.all([
    product.open(product.handrail.links.shop),
    product.open(product.handrail.links.agent, { viewport: { width: 1440, height: 900 } }),
  ]);
  await openChat(shop);
  const chat = shop.getByRole('dialog');
  await say(shop, 'how long does delivery take?');
  await chat.getByText('3–5 working days').first().waitFor();
  await shop.reload();
  await openChat(shop);
  await chat.getByText('3–5 working days').first().waitFor();

  await say(shop, 'I want to talk to someone');
  await desk.getByRole('button', { name: /claim/i }).first().click();
  await chat.getByText('Priya Raman is with you').waitFor();
  await Promise.all([shop.reload(), desk.reload()]);
  await openChat(shop);
  await chat.getByText('Priya Raman is with you').waitFor();
  await desk.getByText('3–5 working days').first().waitFor();
  const reply = desk.getByPlaceholder(/reply/i);
  await reply.fill('Still here.');
  await reply.press('Enter');
  await chat.getByText('Still here.').waitFor();
  expect(await chat.getByText('how long does delivery take?', { exact: true }).count()).toBe(1);
});

it('sends what was written offline once the connection is back, once', async () => {
  const shop = await product.open(product.handrail.links.shop);
  await openChat(shop);
  await say(shop, 'hello');
  await shop
    .getByRole('log')
    .getByText(/what can I help/i)
    .waitFor();
  await shop.context().setOffline(true);
  await say(shop, 'how long does delivery take?');
  await shop.context().setOffline(false);
  await shop.getByRole('log').getByText('3–5 working days').first().waitFor({ timeout: 30_000 });
  expect(await shop.getByRole('log').getByText('how long does delivery take?', { exact: true }).count()).toBe(1);
});

it('goes on after the runtime was killed and came back', async () => {
  const shop = await product.open(product.handrail.links.shop);
  await openChat(shop);
  await say(shop, 'hello');
  await shop
    .getByRole('log')
    .getByText(/what can I help/i)
    .waitFor();
  const { workerd } = product.handrail.pids();
  if (workerd === undefined) throw new Error('no runtime');
  process.kill(workerd, 'SIGKILL');
  await say(shop, 'how long does delivery take?');
  await shop.getByRole('log').getByText('3–5 working days').first().waitFor({ timeout: 30_000 });
  expect(await shop.getByRole('log').getByText('how long does delivery take?', { exact: true }).count()).toBe(1);
});
