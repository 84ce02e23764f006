import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChat, type Product, say, startProduct, violations } from '../../browser/product.ts';
import { themes } from '../../browser/screens.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());

const wide = { viewport: { width: 1440, height: 900 } };
/** What has the focus, as a screen reader would name it. */
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('placeholder') ?? document.activeElement?.textContent?.trim() ?? '');

async function customer(words: string): Promise<Page> {
  const shop = await product.open(product.handrail.links.shop);
  await openChat(shop);
  await say(shop, words);
  await shop
    .getByRole('dialog')
    .getByRole('button', { name: /back to the assistant/i })
    .waitFor();
  return shop;
}

it('claims, replies and resolves by single keys', async () => {
  const shop = await customer('I want to talk to someone');
  const desk = await product.open(product.handrail.links.agent, wide);
  const { keyboard } = desk;
  await desk.getByText('I want to talk to someone').first().waitFor();
  await keyboard.press('j');
  await expect.poll(() => focused(desk)).toContain('I want to talk to someone');
  await keyboard.press('Enter');
  await desk.getByRole('button', { name: 'Claim and reply' }).waitFor();
  await keyboard.press('c');
  await expect.poll(() => focused(desk)).toBe('Write a reply');
  await keyboard.type('Hello, this is Priya. What can I do for you?');
  await keyboard.press('Enter');
  await shop.getByText('Hello, this is Priya. What can I do for you?').waitFor();

  // Out of the field, and a key that asks first.
  await keyboard.press('Escape');
  await expect.poll(() => focused(desk)).toContain('I want to talk to someone');
  await keyboard.press('d');
  const question = desk.getByRole('dialog', { name: 'Resolve this conversation?' });
  await question.waitFor();
  expect(await violations(desk)).toEqual([]);
  await keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  await desk.getByText('With you').waitFor();
  await expect.poll(() => focused(desk)).toContain('I want to talk to someone');
  await keyboard.press('d');
  await question.waitFor();
  await keyboard.press('Enter');
  await shop
    .getByRole('dialog')
    .getByRole('button', { name: /yes|helpful|up/i })
    .first()
    .waitFor();
  await desk.getByText('Nothing claimed.').waitFor();
  await desk.context().close();
  await shop.context().close();
});

it('does the same from the palette, with single keys switched off', async () => {
  const shop = await customer('I want to talk to a human please');
  const desk = await product.open(await product.handrail.link('luca'), wide);
  const { keyboard } = desk;
  await desk.getByText('talk to a human').first().waitFor();
  const field = desk.getByRole('combobox', { name: 'Command, page or customer' });
  const command = async (words: string) => {
    await keyboard.press('Control+k');
    await field.waitFor();
    await keyboard.type(words);
    await keyboard.press('Enter');
    await field.waitFor({ state: 'detached' });
  };

  await command('notifications');
  const settings = desk.getByRole('dialog', { name: 'Notifications' });
  await settings.waitFor();
  await settings.getByLabel('Single-key shortcuts').focus();
  await keyboard.press('Space');
  await keyboard.press('Escape');
  await settings.waitFor({ state: 'detached' });
  await keyboard.press('q');

  // By the words of the customer, then by the name of the command.
  await command('human please');
  await desk.getByRole('button', { name: 'Claim and reply' }).waitFor();
  await command('claim the one');
  await expect.poll(() => focused(desk)).toBe('Write a reply');
  await keyboard.type('Luca here');
  await keyboard.press('Enter');
  await shop.getByText('Luca here').waitFor();
  await command('release');
  await keyboard.press('Enter');
  await desk.getByText('With the assistant').waitFor();
  await desk.context().close();
  await shop.context().close();
});

it('walks the pages by their menus, and comes out of each with the focus where it was', async () => {
  const desk = await product.open(await product.handrail.link('marta'), wide);
  const { keyboard } = desk;
  const policy = desk.getByRole('button', { name: /^Policy/ });
  await policy.focus();
  await keyboard.press('Enter');
  await desk.getByRole('link', { name: 'Releases' }).waitFor();
  await keyboard.press('Escape');
  await desk.getByRole('link', { name: 'Releases' }).waitFor({ state: 'detached' });
  expect(await focused(desk)).toBe('Policy');
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect.poll(() => desk.url()).toContain('#/knowledge');
  await expect.poll(() => policy.textContent()).toContain('Policy: Knowledge');
  // Leaving it by Tab closes it, too.
  await keyboard.press('Enter');
  for (let n = 0; n < 4; n++) await keyboard.press('Tab');
  await desk.getByRole('link', { name: 'Releases' }).waitFor({ state: 'detached' });
  await desk.context().close();
});

it.each(themes)('shows commands, keys and notifications without a fault, %s', async (colorScheme) => {
  for (const width of [320, 1120, 1440]) {
    const desk = await product.open(await product.handrail.link('marta'), { viewport: { width, height: 720 }, colorScheme });
    for (const [open, name] of [
      ['Commands', 'Commands'],
      ['Keys', 'Keys'],
      ['Notifications', 'Notifications'],
    ] as const) {
      const me = desk.getByRole('button', { name: /Marta/ });
      // Whatever else came into the header, who is signed in stays in reach.
      const box = await me.boundingBox();
      expect((box?.x ?? width) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
      await me.click();
      await desk.getByRole('button', { name: open }).last().click();
      await desk.getByRole('dialog', { name }).waitFor();
      const sideways = await desk.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
      expect({ width, open, sideways, axe: await violations(desk) }).toEqual({ width, open, sideways: false, axe: [] });
      await desk.keyboard.press('Escape');
      await desk.getByRole('dialog', { name }).waitFor({ state: 'detached' });
    }
    await desk.context().close();
  }
});
