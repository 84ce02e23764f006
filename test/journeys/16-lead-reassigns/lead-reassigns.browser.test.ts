import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChat, openDeskPage, type Product, say, startProduct, violations } from '../../browser/product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
}, 180_000);
afterAll(() => product?.close());

const wide = { viewport: { width: 1440, height: 900 } };
const note = 'She wrote twice already. Please call the carrier.';
const person = (desk: Page, name: string) => desk.getByRole('listitem').filter({ has: desk.getByRole('heading', { name, level: 4 }) });
const presence = (desk: Page) => desk.getByLabel('Your presence');

it('a lead moves a chat from one agent to another with a note, and the customer sees the new name', async () => {
  const [shop, priya, luca, marta] = await Promise.all([
    product.open(product.handrail.links.shop),
    product.open(await product.handrail.link('priya'), wide),
    product.open(await product.handrail.link('luca'), wide),
    product.open(await product.handrail.link('marta'), wide),
  ]);
  await openChat(shop);
  await say(shop, 'I want to talk to someone');
  await priya.getByRole('button', { name: /^Claim/ }).click();
  const chat = shop.getByRole('dialog');
  await chat.getByText('Priya Raman is with you').waitFor();

  await openDeskPage(marta, 'Floor');
  const hers = person(marta, 'Priya Raman');
  await hers.getByText('1 of 4 conversations').waitFor();
  await hers.getByText(/First answer due in/).waitFor();
  // Records are counted once a conversation has fallen quiet.
  const share = marta.getByText(/conversations? in 24 hours went without a person/);
  await expect
    .poll(async () => {
      await marta.reload();
      await marta
        .getByText(/in (the last )?24 hours/)
        .first()
        .waitFor();
      return share.count();
    })
    .toBe(1);
  await hers.getByText('1 of 4 conversations').waitFor();
  expect(await violations(marta)).toEqual([]);

  // A word to who has it, which the customer never sees.
  await hers.getByRole('button', { name: /^Whisper to Priya Raman/ }).click();
  await expect.poll(() => marta.getByRole('radio', { name: /^Whisper to Priya Raman/ }).isChecked()).toBe(true);
  await marta.locator('#note').fill('Ask for the parcel number first.');
  await marta.getByRole('button', { name: 'Whisper', exact: true }).click();
  await priya.getByText('Ask for the parcel number first.').first().waitFor();
  expect(await chat.getByText('Ask for the parcel number').count()).toBe(0);
  await openDeskPage(marta, 'Floor');

  // From here on with the keyboard alone.
  await hers.getByRole('button', { name: /^Move/ }).focus();
  await marta.keyboard.press('Enter');
  const dialog = marta.getByRole('dialog', { name: /^Move/ });
  await dialog.waitFor();
  expect(await violations(marta)).toEqual([]);
  await dialog.getByRole('radio', { name: /Leave it where it is/ }).focus();
  for (let presses = 0; !(await dialog.getByRole('radio', { name: /Luca Moretti/ }).isChecked()) && presses < 9; presses++)
    await marta.keyboard.press('ArrowDown');
  await dialog.getByLabel('Note for the colleague').focus();
  await marta.keyboard.type(note);
  await dialog.getByRole('button', { name: 'Give to Luca' }).focus();
  await marta.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await person(marta, 'Luca Moretti').getByText('1 of 4 conversations').waitFor();
  await hers.getByText('0 of 4 conversations').waitFor();

  await chat.getByText('Luca Moretti is with you').waitFor();
  await priya.locator('[data-section="taken"]').getByText('Luca Moretti').waitFor();

  // Luca is told, by whom and why; nothing opens by itself.
  await luca.getByText('Given to you by Marta Kowalska').filter({ visible: true }).first().waitFor();
  expect(luca.url()).not.toContain('#/c/');
  const mentions = luca.getByRole('button', { name: 'Mentions 1 new' });
  await mentions.waitFor();
  expect(await violations(luca)).toEqual([]);
  await mentions.click();
  await luca.getByRole('link', { name: /Marta Kowalska.*Please call the carrier/ }).click();
  await luca.getByRole('button', { name: 'Mentions', exact: true }).waitFor();
  await expect.poll(() => luca.getByRole('complementary', { name: 'Given to you' }).count()).toBe(0);
  const reply = luca.getByPlaceholder(/reply/i);
  await reply.fill('Luca here, I am on the phone with the carrier.');
  await reply.press('Enter');
  await chat.getByText('Luca here, I am on the phone with the carrier.').waitFor();
  await chat.getByText('Luca Moretti', { exact: true }).first().waitFor();
  await luca
    .locator('[data-section="mine"]')
    .getByText(/Resolution due in/)
    .waitFor();
  expect(await chat.getByText('Please call the carrier').count()).toBe(0);

  // And back to everybody, in another team, by who has it.
  await luca.locator('[data-section="mine"] .row-open').focus();
  await luca.keyboard.press('m');
  const moving = luca.getByRole('dialog', { name: /^Move/ });
  await moving.getByRole('radio', { name: /^Orders and Delivery/ }).check();
  await moving.getByRole('button', { name: 'Move to Orders and Delivery' }).click();
  await moving.waitFor({ state: 'detached' });
  await luca.locator('[data-section="waiting"]').getByText('Orders and Delivery').waitFor();
  await chat.getByRole('button', { name: /back to the assistant/i }).waitFor();

  // Somebody who is not there is not offered; who only reads moves nothing that is another's.
  await marta.getByRole('button', { name: /^Take over/ }).click();
  await chat.getByText('Marta Kowalska is with you').waitFor();
  await openDeskPage(priya, 'Floor');
  await person(priya, 'Marta Kowalska').getByText('1 of').waitFor();
  expect(await person(priya, 'Marta Kowalska').getByRole('button').count()).toBe(0);
  await Promise.all([shop, priya, luca, marta].map((page) => page.context().close()));
}, 120_000);

it('says in the dialog what is refused, keeps what was written, and takes the next choice', async () => {
  const [shop, priya, luca] = await Promise.all([
    product.open(product.handrail.links.shop),
    product.open(await product.handrail.link('priya'), wide),
    product.open(await product.handrail.link('luca'), wide),
  ]);
  await openChat(shop);
  await say(shop, 'I want to talk to someone');
  const claim = priya.getByRole('button', { name: /^Claim/ });
  await claim.waitFor();
  // Who waits is moved to a team or another priority by anybody, and to a person by nobody but a lead.
  await priya.locator('[data-section="waiting"] .row-open').focus();
  await priya.keyboard.press('m');
  const dialog = priya.getByRole('dialog', { name: /^Move/ });
  await dialog.getByText('Claim it first to give it to somebody.').waitFor();
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await dialog.getByText('Choose who gets it, or another priority.').waitFor();
  await priya.keyboard.press('Escape');
  await expect.poll(() => priya.evaluate(() => document.activeElement?.closest('[data-row]') !== null)).toBe(true);
  await claim.click();
  await priya.getByRole('button', { name: 'Move…' }).click();
  const option = dialog.getByRole('radio', { name: /Luca Moretti/ });
  await option.check();
  await dialog.getByLabel('Note for the colleague').fill(note);
  await presence(luca).selectOption('away');
  await dialog.getByText(/Away, 0 of 4, takes nothing just now/).waitFor();
  await dialog.getByRole('button', { name: 'Give to Luca' }).click();
  await dialog.getByText('Luca Moretti takes nothing just now.').waitFor();
  expect(await violations(priya)).toEqual([]);
  expect(await dialog.getByLabel('Note for the colleague').inputValue()).toBe(note);
  await dialog.getByLabel('Priority').selectOption('4');
  await dialog.getByRole('radio', { name: /Leave it where it is/ }).check();
  await dialog.getByRole('button', { name: 'Change priority' }).click();
  await dialog.waitFor({ state: 'detached' });
  await priya.locator('[data-section="mine"].priority-4').waitFor();
  await presence(luca).selectOption('online');
  await Promise.all([shop, priya, luca].map((page) => page.context().close()));
}, 120_000);

it('shows one presence on all pages of a person, and to everybody else', async () => {
  const first = await product.open(await product.handrail.link('luca'), wide);
  const second = await first.context().newPage();
  await second.goto(`${product.handrail.url}/desk/`);
  const marta = await product.open(await product.handrail.link('marta'), wide);
  await openDeskPage(marta, 'Floor');
  await presence(second).waitFor();

  await presence(first).selectOption('away');
  await expect.poll(() => presence(second).inputValue()).toBe('away');
  await person(marta, 'Luca Moretti').getByText('Away').waitFor();

  // By the palette, too.
  await second.keyboard.press('Control+k');
  await second.keyboard.type('wrapping');
  await second.keyboard.press('Enter');
  await expect.poll(() => presence(first).inputValue()).toBe('wrapping-up');
  await first.getByText('You are wrapping up').waitFor({ state: 'attached' });
  await presence(first).selectOption('online');
  await person(marta, 'Luca Moretti').getByText('Online').waitFor();
  await Promise.all([first, marta].map((page) => page.context().close()));
}, 120_000);
