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

/** The shop's own system, down from the beginning. */
let shop: LocalServer;
let product: Product;
const bytes = Buffer.alloc(32, 7);
beforeAll(async () => {
  [shop, product] = await Promise.all([serve(() => ({ body: { ok: true } })), startProduct()]);
  shop.script([], { status: 503 });
}, 180_000);
afterAll(async () => {
  await product?.close();
  await shop?.close();
});

const origins = () => [new URL(product.handrail.links.shop).origin];
const configure = (webhook?: { url: string; secret: string }) =>
  product.handrail.service(
    {
      method: 'PUT',
      path: `/api/v1/sites/${SITE}`,
      json: { name: 'Fernweg Outfitters', origins: origins(), accent: '#1f6f54', identity: 'optional', identityKeys: [], webhook },
    },
    z.unknown(),
  );
const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
async function picture(page: Page, name: string): Promise<void> {
  const folder = join(root, '.build/screenshots');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
async function openWebhooks(options: object): Promise<Page> {
  const desk = await product.open(await product.handrail.link('marta'), options);
  await openDeskPage(desk, 'Webhooks');
  return desk;
}
const types = () =>
  shop.seen.map(({ headers, body }) => {
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = headers;
    expect(signature).toBe(`v1,${createHmac('sha256', bytes).update(`${id}.${at}.${body}`).digest('base64')}`);
    return z.object({ type: z.string() }).parse(JSON.parse(body)).type;
  });

it('what did not arrive is seen by a lead, sent again by hand, and arrives', { timeout: 120_000 }, async () => {
  const desk = await openWebhooks({ viewport: { width: 1440, height: 900 } });
  await desk.getByText('This site has no webhook: nobody is told.').waitFor();
  expect(await violations(desk)).toEqual([]);
  await configure({ url: `${shop.url}/a-secret-path`, secret: `whsec_${bytes.toString('base64')}` });

  const customer = await product.open(product.handrail.links.shop);
  await openChat(customer);
  await say(customer, 'I want to talk to someone');
  await expect.poll(types, { timeout: 15_000 }).toContain('handoff.created');

  // A person is the tenth of its tries: each by hand, so that nobody has to wait for three days.
  await desk.getByRole('radio', { name: /Waiting/ }).check();
  const card = desk.getByRole('article', { name: /Somebody waits for a person/ });
  await card.getByText(/Failed: the webhook has a fault \(503\)/).waitFor();
  await card.getByText(/Next try/).waitFor();
  await card.getByRole('button', { name: 'Send now' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: 'Send now' }).click();
  await expect.poll(() => types().length).toBeGreaterThan(1);
  await desk.evaluate(async () => {
    type List = { notices: { id: string; tries: number }[] };
    const list = async (): Promise<List> => (await fetch('/api/v1/desk/webhooks?show=waiting')).json();
    for (let left = 200; left > 0; left--) {
      const [one] = (await list()).notices;
      if (!one) return;
      const init = { method: 'POST', headers: { 'x-handrail-desk': '1', 'content-type': 'application/json' }, body: '{}' };
      await fetch(`/api/v1/desk/webhooks/${encodeURIComponent(one.id)}/replay`, init);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
  await desk.getByRole('radio', { name: /Failed/ }).check();
  await card.getByRole('button', { name: 'Send again' }).waitFor();
  await desk.getByText(/Nothing has arrived at 127\.0\.0\.1:\d+ since/).waitFor();
  expect(await desk.getByText('a-secret-path').count()).toBe(0);
  await card.getByRole('button', { name: 'Show tries' }).click();
  await card.getByText('Marta Kowalska had it sent again').first().waitFor();
  expect(await violations(desk)).toEqual([]);
  await picture(desk, 'desk-webhooks-1440-light');
  for (const theme of ['light', 'dark'] as const) {
    for (const width of [320, 768]) {
      const small = await openWebhooks({ viewport: { width, height: 720 }, colorScheme: theme, reducedMotion: 'reduce' });
      await small.getByRole('article').first().waitFor();
      expect([width, theme, await sideways(small), await violations(small)]).toEqual([width, theme, false, []]);
      await picture(small, `desk-webhooks-${width}-${theme}`);
      await small.context().close();
    }
  }

  shop.reset();
  await card.getByRole('button', { name: 'Send again' }).focus();
  await desk.keyboard.press('Enter');
  await picture(desk, 'desk-webhooks-confirm-1440');
  await desk.keyboard.press('Enter');
  await desk.getByText('Nothing has failed.').waitFor();
  await expect.poll(types).toEqual(['handoff.created']);
  await desk.getByRole('button', { name: 'Send a test' }).click();
  await desk.getByRole('article', { name: 'Test, Sent' }).waitFor();
  await desk.getByText(/The last one arrived/).waitFor();
  expect(types()).toEqual(['handoff.created', 'webhook.test']);
  expect(await violations(desk)).toEqual([]);
  await picture(desk, 'desk-webhooks-sent-1440');
});

it('is not offered to an agent', async () => {
  const desk = await product.open(await product.handrail.link('priya'), { viewport: { width: 1440, height: 900 } });
  await desk.getByRole('navigation', { name: 'Pages' }).waitFor();
  expect(await desk.getByRole('link', { name: 'Webhooks' }).count()).toBe(0);
});
