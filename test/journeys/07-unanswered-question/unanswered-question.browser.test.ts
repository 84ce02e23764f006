import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChat, openDeskPage, type Product, say, startProduct, violations } from '../../browser/product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());

async function ask(...texts: string[]): Promise<void> {
  for (const text of texts) {
    const shop = await product.open(product.handrail.links.shop);
    await openChat(shop);
    await say(shop, text);
    await shop
      .getByRole('dialog')
      .getByRole('button', { name: /back to the assistant/i })
      .waitFor();
    await shop.context().close();
  }
}

const wide = { viewport: { width: 1440, height: 900 } };
const rows = (desk: Page) => desk.locator('[data-group]');

it('turns what nobody could answer into the draft of an article', async () => {
  const desk = await product.open(await product.handrail.link('marta'), wide);
  await desk.getByText('Nobody waits.').waitFor();
  await desk.keyboard.press('q');
  await desk.getByText('No open questions.').waitFor();
  expect(await violations(desk)).toEqual([]);

  await ask('do you sharpen ice axes?', 'can you sharpen my ice axe', 'Könnt ihr Stöcke kürzen?');
  await expect
    .poll(async () => {
      await desk.reload();
      await desk.getByRole('radio', { name: /Open/ }).waitFor({ state: 'attached' });
      await desk
        .getByText(/No open questions|times asked/)
        .first()
        .waitFor();
      return rows(desk).allInnerTexts();
    })
    .toEqual([expect.stringMatching(/^2[\s\S]*sharpen/), expect.stringMatching(/^1[\s\S]*Stöcke/)]);

  // By keyboard alone: to the first group, open it.
  await desk.keyboard.press('j');
  await desk.keyboard.press('Enter');
  const group = desk.getByRole('region', { name: 'Group' });
  await group.getByText('can you sharpen my ice axe').waitFor();
  expect(await group.getByRole('button', { name: /Open conversation/ }).count()).toBe(2);
  expect(await violations(desk)).toEqual([]);

  const [download] = await Promise.all([desk.waitForEvent('download'), group.getByRole('button', { name: 'Download draft' }).click()]);
  expect(download.suggestedFilename()).toMatch(/^(do|can)-you-sharpen-.*\.md$/);
  const text = await readFile(await download.path(), 'utf8');
  expect(text).toContain('  - do you sharpen ice axes?');
  expect(text).toContain('This answer is not written yet.');
  expect(text).not.toContain('approved_by:');

  await group.getByRole('button', { name: 'Done', exact: true }).click();
  await group.getByText('Done by Marta Kowalska').waitFor();
  await expect.poll(() => rows(desk).count()).toBe(1);
  await desk.getByRole('radio', { name: 'Done 1' }).check();
  await expect.poll(() => rows(desk).allInnerTexts()).toEqual([expect.stringMatching(/sharpen/)]);
  await group.getByRole('button', { name: 'Reopen' }).click();
  await group.getByText('Open by Marta Kowalska').first().waitFor();
  await desk.getByText('No group is marked as done.').waitFor();

  await group
    .getByRole('button', { name: /Open conversation/ })
    .last()
    .click();
  await desk.getByRole('region', { name: 'Conversation' }).getByText('do you sharpen ice axes?').first().waitFor();
  await desk.goBack();
  await group.getByText('can you sharpen my ice axe').waitFor();
});

it('shows agents the questions, and leaves the decision to a lead', async () => {
  const desk = await product.open(await product.handrail.link('priya'), wide);
  await openDeskPage(desk, 'Questions');
  await rows(desk).last().click();
  await desk.getByText('A lead decides whether an article is written.').waitFor();
  expect(await desk.getByRole('button', { name: 'Download draft' }).count()).toBe(0);
  expect(await violations(desk)).toEqual([]);
});

it('says what to do when the server cannot be reached, and goes on when it can', async () => {
  const desk = await product.open(await product.handrail.link('luca'), wide);
  await desk.getByText('Live', { exact: true }).waitFor();
  await desk.route('**/api/v1/desk/questions**', (route) => route.abort());
  await openDeskPage(desk, 'Questions');
  await desk.getByText('The server cannot be reached. Check the connection.').waitFor();
  expect(await violations(desk)).toEqual([]);
  await desk.unroute('**/api/v1/desk/questions**');
  await desk.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => rows(desk).count()).toBe(2);
  await desk.getByRole('combobox', { name: 'Language' }).selectOption('German');
  await expect.poll(() => rows(desk).allInnerTexts()).toEqual([expect.stringMatching(/Stöcke/)]);
});
