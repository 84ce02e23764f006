import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChat, openDeskPage, type Product, say, startProduct, violations } from './product.ts';

let product: Product;
let lead: Page;
const wide = { viewport: { width: 1440, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] };
const answer = 'Close the valve and do not use it. We exchange every Falcon stove of that series.';

beforeAll(async () => {
  product = await startProduct();
  const shop = await talk('My Falcon stove leaks gas at the valve, I want to talk to someone');
  const desk = await product.open(product.handrail.links.agent, wide);
  await desk.getByRole('button', { name: /claim/i }).first().click();
  await desk.getByPlaceholder(/reply/i).fill(answer);
  await desk.getByPlaceholder(/reply/i).press('Enter');
  await desk.getByText(answer).last().waitFor();
  await desk.getByRole('button', { name: 'Resolve' }).click();
  await shop
    .getByRole('dialog')
    .getByRole('button', { name: /yes|helpful|up/i })
    .first()
    .waitFor();
  await desk.context().close();
  await talk('I want to talk to someone: the valve of my Falcon stove is broken');
  await talk('how long does delivery take?');
  lead = await product.open(product.handrail.links.lead, wide);
  await openDeskPage(lead, 'History');
});
afterAll(() => product?.close());

async function talk(text: string): Promise<Page> {
  const shop = await product.open(product.handrail.links.shop);
  await openChat(shop);
  await say(shop, text);
  await shop
    .getByRole('dialog')
    .getByText(/3–5 working days|A person will join/)
    .first()
    .waitFor();
  return shop;
}

const rows = () => lead.locator('[data-past]');

/** A conversation is listed a few seconds after its last message; the list is not live, so it is asked again. */
async function search(words: string, many: number): Promise<void> {
  await expect
    .poll(
      async () => {
        await lead.getByRole('searchbox').fill('');
        await lead.waitForTimeout(400);
        await lead.getByRole('searchbox').fill(words);
        await lead.waitForTimeout(700);
        return rows().count();
      },
      { timeout: 15_000 },
    )
    .toBe(many);
}

it('finds by words, shows them where they stand, and narrows down by what exists', async () => {
  await search('falcon valve', 2);
  expect(await lead.locator('[data-past] mark').first().textContent()).toMatch(/falcon|valve/i);
  await lead.getByText('Filters').click();
  await lead.getByLabel('Agent').selectOption({ label: 'Priya Raman' });
  await expect.poll(() => rows().count()).toBe(1);
  await lead.getByText('Resolved by Priya Raman').waitFor();
  expect(await violations(lead)).toEqual([]);
  await lead.getByLabel('State').selectOption('missed');
  await lead.getByText(/Nothing found/).waitFor();
  await lead.getByRole('button', { name: 'All conversations' }).click();
  await expect.poll(() => rows().count()).toBe(3);
});

it('is gone through by keys; an open one has its link, its files and what is like it', async () => {
  await search('falcon broken', 1);
  await lead.locator('.pages').click({ position: { x: 1, y: 1 } });
  await lead.keyboard.press('j');
  await lead.keyboard.press('Enter');
  await lead
    .getByRole('region', { name: /Similar, resolved by people/ })
    .getByText(answer)
    .waitFor();
  await lead.getByText('None of this customer.').waitFor();
  const [file] = await Promise.all([lead.waitForEvent('download'), lead.getByRole('button', { name: 'Export text' }).click()]);
  expect(await readFile(await file.path(), 'utf8')).toContain('the valve of my Falcon stove is broken');
  const [list] = await Promise.all([lead.waitForEvent('download'), lead.getByRole('button', { name: 'Export CSV' }).click()]);
  expect((await readFile(await list.path(), 'utf8')).trim().split('\r\n')).toHaveLength(2);
  expect(await violations(lead)).toEqual([]);

  // The like of it opens here, and its link opens it for everybody, though it is resolved.
  await lead
    .getByRole('region', { name: /Similar/ })
    .getByRole('button')
    .first()
    .click();
  await lead.locator('.conversation-pane').getByText(answer).waitFor();
  await lead.getByRole('button', { name: 'Copy link' }).click();
  await lead.getByText('The link is copied.', { exact: false }).first().waitFor();
  const link = await lead.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/\/desk\/#\/c\/[\w-]+$/);
  const agent = await product.open(await product.handrail.link('luca'), wide);
  await agent.getByRole('link', { name: 'History' }).waitFor();
  await agent.goto(link);
  await agent.locator('.conversation-pane').getByText(answer).waitFor();
  expect(await agent.locator('.conversation-head').textContent()).toContain('Resolved');
  await openDeskPage(agent, 'History');
  expect(await agent.getByRole('button', { name: 'Export CSV' }).count()).toBe(0);
});
