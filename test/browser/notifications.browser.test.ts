import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChat, type Product, say, startProduct } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());

interface Heard {
  asked: number;
  tones: number;
  shown: string[];
}

/** A headless browser shows no notification and plays nothing: what the page asks of it is written down instead. */
function listen(): void {
  const heard: Heard = { asked: 0, tones: 0, shown: [] };
  let permission: NotificationPermission = 'default';
  class Recorded {
    static get permission() {
      return permission;
    }
    static async requestPermission() {
      heard.asked++;
      permission = 'granted';
      return permission;
    }
    constructor(title: string, { body = '' }: NotificationOptions = {}) {
      heard.shown.push(`${title}|${body}`);
    }
    close() {}
  }
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (when) {
    heard.tones++;
    start.call(this, when);
  };
  let hidden = false;
  Object.defineProperty(document, 'hidden', { get: () => hidden });
  Object.assign(window, {
    Notification: Recorded,
    heard,
    hide(value: boolean) {
      hidden = value;
      document.dispatchEvent(new Event('visibilitychange'));
    },
  });
}
const heard = (page: Page) => page.evaluate(() => (window as unknown as { heard: Heard }).heard);
const hide = (page: Page, value: boolean) => page.evaluate((on) => (window as unknown as { hide(on: boolean): void }).hide(on), value);

async function customer(words: string): Promise<void> {
  const shop = await product.open(product.handrail.links.shop);
  await openChat(shop);
  await say(shop, words);
  await shop
    .getByRole('dialog')
    .getByRole('button', { name: /back to the assistant/i })
    .waitFor();
  await shop.context().close();
}

it('is silent until asked for, and keeps the customer’s words to itself', async () => {
  const desk = await product.open(product.handrail.links.agent);
  await desk.context().addInitScript(listen);
  await desk.reload();
  await desk.getByText('Nobody waits').waitFor();
  await hide(desk, true);
  await customer('I want to talk to someone');
  await expect.poll(() => desk.title()).toMatch(/^● \(1\)/);
  expect(await heard(desk)).toEqual({ asked: 0, tones: 0, shown: [] });
  await hide(desk, false);
  await expect.poll(() => desk.title()).toMatch(/^\(1\)/);

  await desk.keyboard.press('Control+k');
  await desk.keyboard.type('notifications');
  await desk.keyboard.press('Enter');
  await desk.getByLabel('Browser notifications while the desk is out of sight').check();
  await desk.getByRole('checkbox', { name: 'Sound' }).check();
  await expect.poll(async () => (await heard(desk)).tones).toBe(2);
  expect((await heard(desk)).asked).toBe(1);
  await desk.getByRole('button', { name: 'Close' }).click();

  // In sight: a tone, and nothing over the page.
  await customer('I want to talk to a human');
  await expect.poll(async () => (await heard(desk)).tones).toBeGreaterThan(2);
  expect((await heard(desk)).shown).toEqual([]);
  await hide(desk, true);
  await customer('I want to talk to a person');
  await expect.poll(async () => (await heard(desk)).shown).toHaveLength(1);
  expect((await heard(desk)).shown[0]).toMatch(/^New in the queue: priority [1-4]\|$/);

  // Kept in this browser, and asked for once.
  await desk.reload();
  await desk.getByText('I want to talk to a person').first().waitFor();
  await desk.keyboard.press('Control+k');
  await desk.keyboard.type('notifications');
  await desk.keyboard.press('Enter');
  expect(await desk.getByRole('checkbox', { name: 'Sound' }).isChecked()).toBe(true);
  await desk.context().close();
});
