import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChat, openDeskPage, type Product, say, startProduct, violations } from '../../browser/product.ts';
import { themes, widths } from '../../browser/screens.ts';

let product: Product;
/** Requests of an order system that the test answers when it wants to. */
const waiting: ServerResponse[] = [];
let orders: Server;
beforeAll(async () => {
  orders = createServer((_, response) => void waiting.push(response)).listen(0, '127.0.0.1');
  await new Promise((resolve) => orders.once('listening', resolve));
  const { port } = orders.address() as AddressInfo;
  product = await startProduct({ worker: 'test/worker/slow-orders.ts', vars: { TEST_ORDERS_WAIT_FOR: `http://127.0.0.1:${port}/` } });
}, 180_000);
afterAll(async () => {
  orders?.close();
  orders?.closeAllConnections();
  await product?.close();
});

const answerOrders = () => {
  for (const response of waiting.splice(0)) response.end('ok');
};
const wide = { viewport: { width: 1440, height: 900 } };
const why = 'The carrier sends wrong dates';
const area = (desk: Page, name: string) => desk.getByRole('region', { name: new RegExp(`^${name}`) });
const backButton = (shop: Page) => shop.getByRole('dialog').getByRole('button', { name: /back to the assistant/i });

async function pause(desk: Page, name: string): Promise<void> {
  await area(desk, name)
    .getByRole('button', { name: `Pause ${name}` })
    .click();
  await area(desk, name).getByLabel('Reason, for the log').fill(why);
  await desk.keyboard.press('Enter');
  await area(desk, name).getByText(`Paused by Marta Kowalska`).waitFor();
}

it('a lead pauses an area while a customer chats in it: the draft in flight and the next message go to people', async () => {
  const agent = await product.open(product.handrail.links.agent, wide);
  await agent.getByText('Nobody waits.').waitFor();
  const lead = await product.open(product.handrail.links.lead, wide);
  await openDeskPage(lead, 'Matrix');
  await area(lead, 'Order status').waitFor();

  const shop = await product.open(product.handrail.links.shop);
  await openChat(shop);
  await say(shop, 'where is my order FW-10001 ana.silva@example.com');
  // The turn has begun and waits for the order.
  await expect.poll(() => waiting.length, { timeout: 10_000 }).toBe(1);
  await pause(lead, 'Order status');
  answerOrders();
  await backButton(shop).waitFor();
  await shop.getByRole('dialog').getByText("The assistant isn't answering on this subject at the moment.").waitFor();
  expect(
    await shop
      .getByRole('dialog')
      .getByRole('region', { name: /FW-10001/ })
      .count(),
  ).toBe(0);

  // Everyone at the desk is told, and the person who takes over has the draft that was not sent.
  await agent.getByText('The assistant is paused in Order status: people answer there.').first().waitFor();
  await agent.getByRole('button', { name: /claim/i }).first().click();
  await agent.getByText('Assistant is paused here').first().waitFor();
  await agent.getByRole('heading', { name: 'Suggested draft' }).waitFor();

  // The next message, of another customer, does not even begin; another area goes on.
  const next = await product.open(product.handrail.links.shop);
  await openChat(next);
  await say(next, 'how long does delivery take?');
  await next.getByRole('dialog').getByText('3–5 working days').first().waitFor();
  await say(next, 'where is my order FW-10002?');
  await backButton(next).waitFor();
  expect(waiting).toEqual([]);

  // Who, when and why.
  const { changes } = (await (await lead.request.get(`${product.handrail.url}/api/v1/desk/matrix`)).json()) as {
    changes: { what: string; area: string; at: string; why: string; by: { id: string; name: string } }[];
  };
  expect(changes).toEqual([
    expect.objectContaining({ what: 'paused', area: 'order-status', why, by: { id: 'marta', name: 'Marta Kowalska' } }),
  ]);
  expect(Math.abs(Date.parse(changes[0]?.at ?? '') - Date.now())).toBeLessThan(120_000);
  const log = lead.getByRole('region', { name: 'Latest changes' });
  await log.getByText('Marta Kowalska paused Order status').waitFor();
  await log.getByText(why).waitFor();
  await Promise.all([shop, next].map((page) => page.context().close()));

  // And on again.
  await area(lead, 'Order status').getByRole('button', { name: 'Resume Order status' }).click();
  await area(lead, 'Order status').getByLabel('Reason, for the log').fill('The carrier has mended it');
  await lead.keyboard.press('Enter');
  await area(lead, 'Order status').getByRole('button', { name: 'Pause Order status' }).waitFor();
  await expect.poll(() => agent.getByText('The assistant is paused in').count()).toBe(0);
  const again = await product.open(product.handrail.links.shop);
  await openChat(again);
  await say(again, 'where is my order FW-10001 ana.silva@example.com');
  await expect.poll(() => waiting.length, { timeout: 10_000 }).toBe(1);
  answerOrders();
  await again
    .getByRole('dialog')
    .getByRole('region', { name: /FW-10001/ })
    .waitFor();
  await Promise.all([again, agent, lead].map((page) => page.context().close()));
}, 120_000);

it('a lead lowers a level with the keyboard alone, never above the release; an agent only reads', async () => {
  const lead = await product.open(await product.handrail.link('marta'), wide);
  await openDeskPage(lead, 'Matrix');
  const select = area(lead, 'Frequent questions').getByLabel('Autonomy of Frequent questions');
  await select.focus();
  await select.selectOption('shadow');
  const reason = area(lead, 'Frequent questions').getByLabel('Reason, for the log');
  await expect.poll(() => reason.evaluate((field) => field === document.activeElement)).toBe(true);
  await lead.keyboard.press('Escape');
  await expect.poll(() => select.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await select.inputValue()).toBe('autopilot');
  await select.selectOption('shadow');
  await expect.poll(() => reason.evaluate((field) => field === document.activeElement)).toBe(true);
  await lead.keyboard.type('Watching it for a day');
  await lead.keyboard.press('Tab');
  await lead.keyboard.press('Enter');
  await area(lead, 'Frequent questions').getByText('Set by Marta Kowalska').waitFor();
  await lead.getByText('Marta Kowalska lowered FAQs from Autopilot to Shadow').waitFor();
  const refunds = area(lead, 'Refunds').getByLabel('Autonomy of Refunds');
  expect(
    await refunds
      .locator('option', { hasText: 'needs a release' })
      .evaluateAll((options) => options.map((one) => (one as HTMLOptionElement).disabled)),
  ).toEqual([true]);
  expect(await area(lead, 'Safety issues').getByRole('combobox').count()).toBe(0);

  // In shadow nobody in the conversation sees the draft.
  const shop = await product.open(product.handrail.links.shop);
  await openChat(shop);
  await say(shop, 'how long does delivery take?');
  await backButton(shop).waitFor();
  const agent = await product.open(await product.handrail.link('priya'), wide);
  await agent.getByText('how long does delivery take?').first().click();
  await agent.getByText('People handle this topic').first().waitFor();
  await agent.getByRole('heading', { name: 'Decisions 1' }).waitFor();
  expect(await agent.getByText('working days').count()).toBe(0);
  expect(await agent.getByRole('heading', { name: 'Suggested draft' }).count()).toBe(0);

  await openDeskPage(agent, 'Matrix');
  await area(agent, 'Frequent questions').getByText('Set by Marta Kowalska').waitFor();
  expect(await agent.getByRole('main').getByRole('combobox').count()).toBe(0);
  expect(await agent.getByRole('button', { name: /^(Pause|Resume)/ }).count()).toBe(0);
  await Promise.all([shop, agent, lead].map((page) => page.context().close()));
}, 120_000);

it('the page is clean at every width, in both themes, while something is paused and being changed', async () => {
  const first = await product.open(await product.handrail.link('marta'), wide);
  await openDeskPage(first, 'Matrix');
  await pause(first, 'Refunds');
  await first.context().close();
  for (const width of widths) {
    for (const theme of themes) {
      const lead = await product.open(await product.handrail.link('marta'), {
        viewport: { width, height: 900 },
        colorScheme: theme,
        reducedMotion: 'reduce',
      });
      await lead.goto(`${product.handrail.url}/desk/#/matrix`);
      await area(lead, 'Refunds').getByText('Paused by').waitFor();
      if (process.env.HANDRAIL_SHOTS) await lead.screenshot({ path: `${process.env.HANDRAIL_SHOTS}/matrix-top-${width}-${theme}.png` });
      await area(lead, 'Frequent questions').getByLabel('Autonomy of Frequent questions').selectOption('assist');
      await area(lead, 'Frequent questions').getByText('kb-grounding').click();
      const folder = process.env.HANDRAIL_SHOTS;
      if (folder) await lead.screenshot({ path: `${folder}/matrix-${width}-${theme}.png` });
      if (folder) {
        await area(lead, 'Frequent questions').scrollIntoViewIfNeeded();
        await lead.screenshot({ path: `${folder}/matrix-form-${width}-${theme}.png` });
      }
      const where = { width, theme };
      expect({ ...where, axe: await violations(lead) }).toEqual({ ...where, axe: [] });
      expect({
        ...where,
        wide: await lead.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      }).toEqual({ ...where, wide: 0 });
      await lead.context().close();
    }
  }
}, 180_000);
