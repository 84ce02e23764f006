import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from '../../../worker/local/config.ts';
import { openChat, type Product, say, startProduct, violations } from '../../browser/product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());

const wide = { viewport: { width: 1440, height: 900 } };
const note = (desk: Page) => desk.getByRole('textbox', { name: /only your team sees this$/ });
const reply = (desk: Page) => desk.getByRole('textbox', { name: /^Reply as/ });
const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

/** Kept beside the other screens (`npm run screenshots`), for whoever wants to look. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = join(root, '.build/screenshots');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** A customer who waits for a person, with every word that their page is ever sent. */
async function customer(text: string): Promise<{ shop: Page; heard: string[] }> {
  const heard: string[] = [];
  const shop = await product.open('about:blank');
  shop.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(String(payload))));
  shop.on('response', async (response) => heard.push(await response.text().catch(() => '')));
  await shop.goto(product.handrail.links.shop);
  await openChat(shop);
  await say(shop, text);
  await shop
    .getByRole('dialog')
    .getByRole('button', { name: /back to the assistant/i })
    .waitFor();
  return { shop, heard };
}

it('what colleagues tell each other stays with them: not in the customer’s page, not in a frame that it gets', async () => {
  const { shop, heard } = await customer('I want to talk to someone');
  const priya = await product.open(await product.handrail.link('priya'), wide);
  const luca = await product.open(await product.handrail.link('luca'), wide);
  await luca.getByText('Nobody waits').or(luca.getByText('I want to talk to someone')).first().waitFor();
  await priya.getByRole('button', { name: /claim/i }).first().click();
  await reply(priya).fill('A reply that is not finished');

  // By key, into another field: what stands in the reply stays there.
  await reply(priya).press('Escape');
  await priya.keyboard.press('n');
  await expect.poll(() => note(priya).evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await note(priya).inputValue()).toBe('');
  await priya.keyboard.type('Secret word gentian. @Lu');
  await priya.getByRole('combobox', { name: 'Name a colleague' }).waitFor();
  await priya.getByRole('option', { name: /Luca Moretti/ }).waitFor();
  await picture(priya, 'desk-mention-1440-light');
  expect(await violations(priya)).toEqual([]);
  await priya.keyboard.press('Enter');
  await expect.poll(() => note(priya).inputValue()).toBe('Secret word gentian. @Luca Moretti ');
  await priya.keyboard.type('can you look?');
  await priya.keyboard.press('Enter');
  const kept = priya.getByRole('listitem').filter({ hasText: 'Secret word gentian.' });
  await kept.getByText('Only your team sees this').waitFor();
  await picture(priya, 'desk-note-1440-light');
  expect(await violations(priya)).toEqual([]);

  // The colleague is told, and finds it where it was written.
  await luca.getByRole('button', { name: /^Mentions.*1 new/ }).click();
  await luca.getByRole('link', { name: /Priya Raman/ }).click();
  await luca
    .getByRole('region', { name: /^Conversation with/ })
    .getByText('Secret word gentian.')
    .waitFor();
  await priya.getByText('Also here: Luca Moretti').waitFor();
  await luca.getByRole('radio', { name: 'Note' }).check();
  await note(luca).fill('Secret word edelweiss.');
  await priya.getByText('Also here: Luca Moretti (writing)').waitFor();
  await note(luca).press('Enter');
  await priya
    .getByRole('region', { name: /^Conversation with/ })
    .getByText('Secret word edelweiss.')
    .waitFor();

  // The reply is as it was, goes out as a reply, and is seen.
  await priya.keyboard.press('Escape');
  await priya.keyboard.press('r');
  await expect.poll(() => reply(priya).inputValue()).toBe('A reply that is not finished');
  await reply(priya).press('Enter');
  await shop.getByRole('dialog').getByText('A reply that is not finished').waitFor();
  await priya.getByText(/^Seen/).waitFor();

  await shop.reload();
  await openChat(shop);
  await shop.getByRole('dialog').getByText('A reply that is not finished').waitFor();
  expect(heard.some((one) => one.includes('A reply that is not finished'))).toBe(true);
  expect(heard.filter((one) => /gentian|edelweiss|"notes"|"viewers"|"decisions"/.test(one))).toEqual([]);
  expect(await shop.content()).not.toMatch(/gentian|edelweiss/);
  expect(await shop.getByRole('dialog').textContent()).not.toMatch(/gentian|edelweiss/);

  await priya.reload();
  await priya
    .getByRole('region', { name: /^Conversation with/ })
    .getByText('Secret word gentian.')
    .waitFor();
  await priya.getByRole('button', { name: 'Resolve' }).click();
  await Promise.all([shop, priya, luca].map((page) => page.context().close()));
}, 120_000);

it('a lead whispers to who has the conversation, and joins it only on purpose', async () => {
  const { shop, heard } = await customer('I want to talk to someone please');
  const priya = await product.open(await product.handrail.link('priya'), wide);
  await priya.getByRole('button', { name: /claim/i }).first().click();
  await reply(priya).waitFor();
  const marta = await product.open(await product.handrail.link('marta'), { ...wide, colorScheme: 'dark' });
  await marta
    .getByRole('button', { name: /I want to talk to someone please/ })
    .first()
    .click();
  await marta.getByText('Priya Raman has this conversation. You are reading along.').waitFor();
  expect(await reply(marta).count()).toBe(0);

  await marta.getByRole('radio', { name: 'Whisper to Priya Raman' }).check();
  await note(marta).fill('Secret word arnica: offer the exchange.');
  await picture(marta, 'desk-whisper-1440-dark');
  expect(await violations(marta)).toEqual([]);
  await marta.getByRole('button', { name: 'Whisper', exact: true }).click();
  const whispered = priya.getByRole('listitem').filter({ hasText: 'Secret word arnica' });
  await whispered.getByText('whisper', { exact: true }).waitFor();

  await marta.getByRole('radio', { name: 'Reply' }).check();
  await marta.getByRole('button', { name: 'Join the conversation' }).click();
  await marta.getByText('Priya Raman has this conversation; the customer will see that you joined.').waitFor();
  await marta.getByRole('button', { name: 'Join', exact: true }).click();
  await reply(marta).fill('This is Marta, I lead the team.');
  expect(heard.some((one) => one.includes('Marta'))).toBe(false);
  await reply(marta).press('Enter');
  await shop.getByRole('dialog').getByText('Marta Kowalska has joined the chat as well.').waitFor();
  await shop.getByRole('dialog').getByText('This is Marta, I lead the team.').waitFor();
  await priya.getByText('This is Marta, I lead the team.').first().waitFor();
  expect(heard.filter((one) => one.includes('arnica'))).toEqual([]);
  await priya.getByRole('button', { name: 'Resolve' }).click();
  await Promise.all([shop, priya, marta].map((page) => page.context().close()));
}, 120_000);

it('ready texts and articles go into the reply by keyboard, and a gap is filled before anything is sent', async () => {
  const { shop } = await customer('I want to talk to someone now');
  const desk = await product.open(await product.handrail.link('priya'), wide);
  await desk.getByRole('button', { name: /claim/i }).first().click();
  await reply(desk).focus();
  await desk.keyboard.type('/late');
  const found = desk.getByRole('option', { name: /Your order is late/ });
  await found.waitFor();
  await picture(desk, 'desk-replies-1440-light');
  expect(await violations(desk)).toEqual([]);
  await found.click();
  await expect.poll(() => reply(desk).inputValue()).toMatch(/^Your order \{order\} is later/);
  await desk.keyboard.press('Enter');
  await desk.getByRole('alert').getByText('Fill in the order number first').waitFor();
  expect(await shop.getByRole('dialog').getByText('is later than it should be').count()).toBe(0);
  // The gap is selected: what is typed takes its place.
  await desk.keyboard.type('FW-10001');
  await desk.keyboard.press('Enter');
  await shop.getByRole('dialog').getByText('Your order FW-10001 is later than it should be').waitFor();

  await desk.keyboard.type('/k ');
  const search = desk.getByRole('combobox', { name: 'Search the articles' });
  await search.fill('how long does delivery take');
  await desk.getByRole('option').filter({ hasText: '3–5 working days' }).first().waitFor();
  await picture(desk, 'desk-knowledge-search-1440-light');
  expect(await violations(desk)).toEqual([]);
  await search.press('Enter');
  await expect.poll(() => reply(desk).inputValue()).toMatch(/3–5 working days[\s\S]*\(.+\)$/);
  await desk.keyboard.press('Control+a');
  await desk.keyboard.type('or / and ');
  expect(await reply(desk).inputValue()).toBe('or / and ');

  for (const [width, theme] of [
    [320, 'light'],
    [320, 'dark'],
    [768, 'dark'],
  ] as const) {
    await desk.setViewportSize({ width, height: 720 });
    await desk.emulateMedia({ colorScheme: theme });
    await desk.getByRole('button', { name: 'Replies', exact: true }).click();
    await desk.getByRole('option').first().waitFor();
    expect(await sideways(desk)).toBe(false);
    await picture(desk, `desk-replies-${width}-${theme}`);
    expect(await violations(desk)).toEqual([]);
    await desk.keyboard.press('Escape');
    await desk.getByRole('radio', { name: 'Note' }).check();
    await note(desk).waitFor();
    expect(await sideways(desk)).toBe(false);
    await picture(desk, `desk-note-${width}-${theme}`);
    await desk.getByRole('radio', { name: 'Reply' }).check();
  }
  await Promise.all([shop, desk].map((page) => page.context().close()));
}, 120_000);
