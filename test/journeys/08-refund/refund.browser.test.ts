import { createHmac } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { root } from '../../../worker/local/config.ts';
import { SITE } from '../../../worker/local/seed.ts';
import { openChat, openDeskPage, type Product, say, startProduct, violations } from '../../browser/product.ts';
import { type LocalServer, serve } from '../../contract/servers/http.ts';

/** The shop's own system: a real server on this machine. */
let shop: LocalServer;
let product: Product;
const bytes = Buffer.alloc(32, 7);
beforeAll(async () => {
  [shop, product] = await Promise.all([serve(() => ({ body: { ok: true } })), startProduct()]);
  const webhook = { url: `${shop.url}/hooks`, secret: `whsec_${bytes.toString('base64')}` };
  const origins = [new URL(product.handrail.links.shop).origin];
  const site = { name: 'Fernweg Outfitters', origins, accent: '#1f6f54', identity: 'optional', identityKeys: [], webhook };
  await product.handrail.service({ method: 'PUT', path: `/api/v1/sites/${SITE}`, json: site }, z.unknown());
}, 180_000);
afterAll(async () => {
  await product?.close();
  await shop?.close();
});

const wide = { viewport: { width: 1440, height: 900 } };
const narrow = { viewport: { width: 320, height: 720 }, reducedMotion: 'reduce' as const };
const eventSchema = z.object({ type: z.string(), timestamp: z.iso.datetime(), data: z.looseObject({ key: z.string(), amount: z.int() }) });

/** What the shop was told about refunds, each signature checked as a receiver would. */
const told = () =>
  shop.seen.flatMap(({ headers, body }) => {
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = headers;
    expect(signature).toBe(`v1,${createHmac('sha256', bytes).update(`${id}.${at}.${body}`).digest('base64')}`);
    return body.includes('"type":"refund.') ? [{ id, ...eventSchema.parse(JSON.parse(body)) }] : [];
  });

/** Kept beside the other screens (`npm run screenshots`), for whoever wants to look. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = join(root, '.build/screenshots');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

async function openRefunds(person: 'priya' | 'marta', options: object = wide): Promise<Page> {
  const desk = await product.open(await product.handrail.link(person), options);
  await openDeskPage(desk, 'Refunds');
  return desk;
}
const card = (desk: Page) => desk.getByRole('article', { name: /Karwendel hiking boots/ });

it('goes from the chat to two people at the desk and, once, to the shop’s own system', async () => {
  const empty = await openRefunds('priya');
  await empty.getByText('No refund waits for a decision.').waitFor();
  expect(await violations(empty)).toEqual([]);
  await empty.context().close();

  const page = await product.open(product.handrail.links.shop);
  await openChat(page);
  const chat = page.getByRole('dialog');
  await say(page, 'I want a refund for my boots from order FW-10002');
  await chat.getByText('Which e-mail address did you use for this order?').waitFor();
  await say(page, 'lukas.brandt@example.org');
  await chat.getByText(/I have passed your refund request on/).waitFor();
  await expect.poll(() => told().length).toBe(1);

  // An agent reads numbers and clause, and who can approve that much.
  const priya = await openRefunds('priya');
  await card(priya).getByText('Eligible', { exact: true }).waitFor();
  await card(priya)
    .getByText(/Within 30 days of delivery/)
    .waitFor();
  await card(priya).getByText('This is above your limit. A lead has to approve it.').waitFor();
  expect(
    await card(priya)
      .getByRole('button', { name: /^Approve/ })
      .count(),
  ).toBe(0);
  expect(await violations(priya)).toEqual([]);
  await picture(priya, 'desk-refund-agent-1440');

  // A lead has the same card open while the agent changes the amount.
  const marta = await openRefunds('marta');
  await card(marta).getByRole('button', { name: 'Approve €189.00' }).waitFor();
  await card(priya).getByRole('button', { name: 'Change amount' }).click();
  await priya.getByRole('textbox', { name: 'New amount in EUR' }).fill('ninety');
  await card(priya).getByRole('button', { name: 'Change amount' }).click();
  await card(priya)
    .getByRole('alert')
    .getByText(/Write an amount like/)
    .waitFor();
  await priya.getByRole('textbox', { name: 'New amount in EUR' }).fill('90,00');
  await priya.getByRole('textbox', { name: 'Why' }).fill('Worn outdoors');
  await picture(priya, 'desk-refund-change-1440');
  expect(await violations(priya)).toEqual([]);
  await card(priya).getByRole('button', { name: 'Change amount' }).click();
  await card(priya).getByRole('button', { name: 'Approve €90.00' }).waitFor();

  await card(marta).getByRole('button', { name: 'Approve €189.00' }).click();
  await card(marta).getByRole('alert').getByText('Priya Raman changed the amount to €90.00. Look at it again before you decide.').waitFor();
  await card(marta).getByText('Worn outdoors').waitFor();
  await picture(marta, 'desk-refund-changed-1440');
  await card(marta).getByRole('button', { name: 'Approve €90.00' }).click();
  await marta.getByText('No refund waits for a decision.').waitFor();

  // The agent's card is older than that decision.
  const late = card(priya).getByRole('button', { name: 'Approve €90.00' });
  if (await late.isVisible()) {
    await late.click();
    await priya.getByText('No refund waits for a decision.').waitFor();
  }
  await marta.getByRole('radio', { name: 'Decided' }).check();
  await card(marta).getByText('Approved: €90.00').waitFor();
  await card(marta).getByText('Marta Kowalska approved €90.00.').waitFor();

  await expect
    .poll(() => told().map(({ type, data }) => `${type} ${data.amount}`))
    .toEqual(['refund.requested 18900', 'refund.approved 9000']);
  expect(new Set(told().map(({ id }) => id)).size).toBe(2);
  await expect
    .poll(async () => {
      await marta.reload();
      await marta.getByRole('radio', { name: 'Decided' }).check();
      return card(marta).textContent();
    })
    .toContain('Your shop’s system was told.');
  expect(await violations(marta)).toEqual([]);

  await card(marta).getByRole('button', { name: 'Open conversation' }).click();
  await marta.getByRole('region', { name: 'Conversation' }).getByText('I want a refund for my boots').first().waitFor();
});

it('fits a narrow screen, is worked by keyboard, and says what to do when the server cannot be reached', async () => {
  const page = await product.open(product.handrail.links.shop);
  await openChat(page);
  await say(page, 'Please refund my order FW-10039, sofia.herrero@example.com');
  await page
    .getByRole('dialog')
    .getByText(/I have passed your refund request on/)
    .waitFor();
  for (const theme of ['light', 'dark'] as const) {
    const desk = await openRefunds('priya', { ...narrow, colorScheme: theme });
    await desk.getByRole('article', { name: /Titanium pot/ }).waitFor();
    expect(await sideways(desk)).toBe(false);
    expect(await violations(desk)).toEqual([]);
    await picture(desk, `desk-refunds-320-${theme}`);
    await desk.context().close();
  }
  const desk = await openRefunds('priya');
  const pot = desk.getByRole('article', { name: /Titanium pot/ });
  await pot.getByRole('button', { name: 'Reject' }).focus();
  await desk.keyboard.press('Enter');
  await desk.keyboard.type('The customer kept it');
  await desk.route('**/decision', (route) => route.abort());
  await desk.keyboard.press('Enter');
  await pot.getByText('The server cannot be reached. Check the connection.').waitFor();
  await desk.unroute('**/decision');
  await pot.getByRole('button', { name: 'Reject' }).click();
  await pot.waitFor({ state: 'detached' });
  await picture(desk, 'desk-refunds-1440');
});
