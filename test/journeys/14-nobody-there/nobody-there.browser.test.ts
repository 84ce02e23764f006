import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Policy } from '../../../policy/bundle.ts';
import { publishRelease } from '../../../worker/local/publish.ts';
import { sampleRelease } from '../../../worker/local/sample-release.ts';
import { decodeRelease, encodeRelease, releaseHash } from '../../../worker/release/format.ts';
import { openChat, type Product, say, startProduct, violations } from '../../browser/product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
}, 240_000);
afterAll(() => product?.close());

const wide = { viewport: { width: 1440, height: 900 } };

/** Everybody is back in three days, whatever day the test runs on. */
function away({ queue, ...policy }: Policy): Policy {
  if (!queue) throw new Error('the shipped policy has a queue');
  const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
  const none = { sun: [], mon: [], tue: [], wed: [], thu: [], fri: [], sat: [] };
  const week = { ...none, [days[(new Date().getUTCDay() + 3) % 7] ?? 'mon']: ['09:00-17:00'] };
  const hours = { ...queue.hours, later: { time_zone: 'UTC', week, closed: [] } };
  return { ...policy, queue: { ...queue, hours, teams: queue.teams.map((team) => ({ ...team, hours: 'later' })) } };
}

async function closeTheDesk(): Promise<void> {
  const decoded = decodeRelease((await sampleRelease()).bytes);
  if (!decoded.ok) throw new Error(decoded.problem);
  const { content } = decoded;
  const bytes = encodeRelease({ ...content, policy: away(content.policy) });
  const { what } = await publishRelease(product.handrail.service, product.handrail.url, { hash: await releaseHash(bytes), bytes });
  expect(what).toBe('published');
}

/** In both themes, at both ends of the widths. */
async function look(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  for (const width of [320, 1_280]) {
    for (const theme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 720 });
      await page.emulateMedia({ colorScheme: theme });
      expect({ name, width, theme, axe: await violations(page) }).toEqual({ name, width, theme, axe: [] });
      const folder = process.env.HANDRAIL_SHOTS;
      if (folder) await page.screenshot({ path: join(folder, `${name}-${width}-${theme}.png`) });
    }
  }
  if (before) await page.setViewportSize(before);
}

async function leaveAddress(page: Page, email: string): Promise<void> {
  const chat = page.getByRole('dialog');
  await chat.getByLabel('E-mail address').fill(email);
  await chat.getByLabel(/You may use this address/).check();
  await chat.getByRole('button', { name: 'Send address' }).click();
  await chat.getByText('Thank you. We will answer you by e-mail.').waitFor();
}

it('who waits sees their place, and may leave an address without losing it', async () => {
  const shop = await product.open(product.handrail.links.shop);
  const said: string[] = [];
  shop.on('websocket', (socket) => socket.on('framesent', ({ payload }) => said.push(String(payload))));
  await openChat(shop);
  const attributes = (given: object) =>
    shop.evaluate((value) => {
      const { Handrail } = window as unknown as { Handrail: { setAttributes(value: object): void } };
      Handrail.setAttributes(value);
    }, given);
  await attributes({ plan: 'club' });
  await say(shop, 'I want to talk to someone');
  const chat = shop.getByRole('dialog');
  await chat.getByText('You are number 1 in the queue.').waitFor();
  expect(said.map((frame) => JSON.parse(frame))).toContainEqual(
    expect.objectContaining({ type: 'attributes', attributes: { plan: 'club' } }),
  );
  // What a page gets wrong is the page's: the customer is told nothing of it.
  await attributes({ plan: { no: 'object' } });
  await say(shop, 'Are you there?');
  await chat.getByText('Are you there?').waitFor();
  expect(await chat.getByText("This couldn't be sent.").count()).toBe(0);

  expect(await chat.getByLabel('E-mail address').isVisible()).toBe(false);
  await look(shop, 'waits');
  await chat.getByText("Can't wait?").click();
  await look(shop, 'cannot-wait');
  await leaveAddress(shop, 'kim@example.com');
  await chat.getByText('You are number 1 in the queue.').waitFor();
  await chat.getByRole('button', { name: 'Back to the assistant' }).click();
  await shop.context().close();
});

it('nobody is there: the customer leaves an address, is answered, and finds the answer when they return', async () => {
  await closeTheDesk();
  const shop = await product.open(product.handrail.links.shop);
  await openChat(shop);
  // The release that is active is known everywhere within seconds.
  await new Promise((resolve) => setTimeout(resolve, 5_500));
  await say(shop, 'I want to talk to someone');
  const chat = shop.getByRole('dialog');
  await chat.getByText(/Our team is not here right now\. We are back \w+day/).waitFor();
  expect(await chat.getByText(/You are number/).count()).toBe(0);
  await look(shop, 'nobody-there');
  await leaveAddress(shop, 'mira@example.com');
  const context = shop.context();
  await shop.close();

  const desk = await product.open(product.handrail.links.agent, wide);
  const row = desk.locator('[data-row]').filter({ hasText: 'I want to talk to someone' });
  await row.getByRole('button', { name: /claim/i }).click();
  await desk.getByText('mira@example.com').first().waitFor();
  const reply = desk.getByPlaceholder(/reply/i);
  await reply.fill('Good morning, this is Priya. Your parcel arrives today.');
  await reply.press('Enter');
  await desk.getByText('Your parcel arrives today.').first().waitFor();

  const again = await context.newPage();
  await again.goto(product.handrail.links.shop);
  // The chat connects by itself and says so before it is opened.
  await again.getByRole('button', { name: /Open chat, \d+ unread/ }).waitFor();
  await openChat(again);
  const back = again.getByRole('dialog');
  await back.getByText('Your parcel arrives today.').waitFor();
  await back.getByText('Priya Raman is with you').waitFor();
  await back.getByText('I want to talk to someone').waitFor();
  await say(again, 'Thank you, it is here.');
  await desk.getByText('Thank you, it is here.').first().waitFor();
  await look(again, 'came-back');
});
