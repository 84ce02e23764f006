import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChat, type Product, say, startProduct, violations } from '../../browser/product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());

it('brings the customer to the desk, where an agent claims and replies, and ends with thumbs and a way back', async () => {
  const [shop, desk] = await Promise.all([
    product.open(product.handrail.links.shop),
    product.open(product.handrail.links.agent, { viewport: { width: 1440, height: 900 } }),
  ]);
  await openChat(shop);
  const chat = shop.getByRole('dialog');
  await say(shop, 'how long does delivery take?');
  await chat.getByText('3–5 working days').first().waitFor();
  await say(shop, 'I want to talk to someone');
  await chat
    .getByText(/number 1|next/i)
    .first()
    .waitFor();
  expect(await violations(shop)).toEqual([]);

  await desk.getByText('I want to talk to someone').first().waitFor();
  await desk.getByRole('button', { name: /claim/i }).first().click();
  await chat.getByText('Priya Raman is with you').waitFor();
  // The whole context is there: what was asked, what was answered from which source, and which rule decided.
  await desk.getByText('asks-for-a-person').first().waitFor();
  await desk.getByText('3–5 working days').first().waitFor();
  await desk.getByText('approved-answer-is-sent').first().waitFor({ state: 'attached' });

  const reply = desk.getByPlaceholder(/reply/i);
  await reply.fill('Hello, this is Priya. What can I do for you?');
  await reply.press('Enter');
  await chat.getByText('Hello, this is Priya. What can I do for you?').waitFor();
  await chat.getByText('Priya Raman', { exact: true }).first().waitFor();
  await say(shop, 'Do you still have the blue tent?');
  await desk.getByText('Do you still have the blue tent?').first().waitFor();
  expect(await violations(desk)).toEqual([]);

  await desk.getByRole('button', { name: 'Resolve' }).click();
  await chat
    .getByRole('button', { name: /yes|helpful|up/i })
    .first()
    .click();
  await chat.getByText(/thank/i).last().waitFor();
  await say(shop, 'how long does delivery take?');
  await expect.poll(() => chat.getByText('3–5 working days').count()).toBeGreaterThan(1);
});

it('lets the customer leave the queue, and the desk sees it', async () => {
  const [shop, desk] = await Promise.all([product.open(product.handrail.links.shop), product.open(product.handrail.links.lead)]);
  await openChat(shop);
  await shop.getByRole('dialog').getByRole('button', { name: 'Talk to a person' }).click();
  await desk.getByRole('button', { name: /claim/i }).first().waitFor();
  await shop
    .getByRole('dialog')
    .getByRole('button', { name: /back to the assistant/i })
    .click();
  await desk.getByRole('button', { name: /claim/i }).first().waitFor({ state: 'detached' });
  await shop.getByRole('dialog').getByRole('button', { name: 'Talk to a person' }).waitFor();
});

it('signs in once with a link and says what to do with a used one', async () => {
  const link = await product.handrail.link('luca');
  const first = await product.open(link);
  // The list of who is here names them too, folded away.
  await first.getByText('Luca Moretti').filter({ visible: true }).first().waitFor();
  expect(first.url()).not.toContain('invite');
  const second = await product.open(link);
  await second
    .getByText(/already used|expired/i)
    .first()
    .waitFor();
  expect(await violations(second)).toEqual([]);
});
