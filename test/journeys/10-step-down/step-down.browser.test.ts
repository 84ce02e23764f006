import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChat, openDeskPage, type Product, say, startProduct, violations } from '../../browser/product.ts';
import { Customer, newClientId } from '../../client/customer.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());

const question = 'how long does delivery take?';
const wide = { viewport: { width: 1440, height: 900 } };
const narrow = { viewport: { width: 320, height: 720 }, colorScheme: 'dark' as const };
const rows = (desk: Page) => desk.locator('[data-drawn]');
const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
const openedTurn = (page: Page) => new URL(page.url()).hash;

const waiting = (desk: Page): Promise<number> =>
  desk.evaluate(async () => {
    const list: { totals: { open: number } } = await (await fetch('/api/v1/desk/reviews')).json();
    return list.totals.open;
  });

/** Customers ask until chance has drawn two of their turns for review: with 1 in 10, the 400th has not come in ages. */
async function askUntilDrawn(desk: Page): Promise<void> {
  for (let asked = 0; (await waiting(desk)) < 2; asked += 10) {
    if (asked >= 400) throw new Error('400 turns, and less than two were drawn');
    await Promise.all(
      Array.from({ length: 10 }, async () => (await new Customer(product.handrail.url).begin()).send(newClientId(), question)),
    );
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  }
}

it('steps an area down when reviewed defects have spent its budget, and the next message goes to a person', async () => {
  const shop = await product.open(product.handrail.links.shop);
  await openChat(shop);
  const chat = shop.getByRole('dialog');
  await say(shop, question);
  await chat.getByText('3–5 working days').first().waitFor();

  const lead = await product.open(await product.handrail.link('marta'), wide);
  await lead.getByText('Nobody waits.').waitFor();

  const desk = await product.open(await product.handrail.link('priya'), wide);
  await desk.getByText('Nobody waits.').waitFor();
  await askUntilDrawn(desk);
  await desk.keyboard.press('v');
  await desk.getByText(/^0 of \d+ in 7 days$/).waitFor();
  await rows(desk).nth(1).waitFor();
  expect(await violations(desk)).toEqual([]);

  // By keyboard alone: to the oldest, open it, pick the second sentence, say what is wrong with it.
  const review = desk.getByRole('region', { name: 'Review', exact: true });
  await desk.keyboard.press('j');
  await desk.keyboard.press('Enter');
  await review.getByText(question).first().waitFor();
  await review.getByText('approved-answer-is-sent').first().waitFor();
  await review.getByText(/From “.*” delivery-times/).waitFor();
  await review.getByText('Nothing reviewed in 30 days.').waitFor();
  const first = openedTurn(desk);
  await desk.keyboard.press('2');
  await review.getByText('Hallucination: pick the sentence it is about first').waitFor();
  await desk.keyboard.press('ArrowDown');
  await desk.keyboard.press('ArrowDown');
  expect(await review.getByRole('radio').nth(1).isChecked()).toBe(true);
  expect(await violations(desk)).toEqual([]);
  await desk.keyboard.press('2');

  // The next one opened by itself. One defect alone changes nothing.
  await review.getByText(/100 % of turns have a defect.*1 defect in 1 review/).waitFor();
  expect(openedTurn(desk)).not.toBe(first);
  expect(await review.getByText('has stepped down').count()).toBe(0);
  await review.getByRole('radio').first().check();
  await review.getByRole('textbox', { name: /Note/ }).fill('Not in the article.');
  await review.getByRole('button', { name: 'Incomplete' }).click();
  await review.getByText('has spent its error budget and has stepped down to assist').waitFor();
  await desk.getByText(/^2 of \d+ in 7 days$/).waitFor();
  expect(await violations(desk)).toEqual([]);

  // The lead is told without doing anything, and sees it in the matrix.
  const told = lead.getByRole('complementary', { name: 'Stepped down' });
  await told.getByText(/Frequent questions has stepped down to assist by itself.*Owner: Marta Kowalska, Customer Care\./).waitFor();
  expect(await violations(lead)).toEqual([]);
  await lead.getByRole('link', { name: 'See why in the matrix' }).click();
  await lead
    .getByText(/2 of 2 reviewed turns have a defect/)
    .first()
    .waitFor();
  await lead
    .getByText(/The system lowered .* from Autopilot to Assist/)
    .first()
    .waitFor();

  await say(shop, question);
  await chat.getByRole('button', { name: /back to the assistant/i }).waitFor();
  await openDeskPage(lead, 'Queue');
  await lead.getByText('Draft needs your approval').first().waitFor();
});

it('shows what was said, and fits a narrow screen in the dark', async () => {
  const desk = await product.open(await product.handrail.link('luca'), narrow);
  await openDeskPage(desk, 'Reviews');
  await desk.getByRole('radio', { name: /Reviewed/ }).check();
  await rows(desk).first().waitFor();
  const said = await rows(desk).allInnerTexts();
  expect(said).toHaveLength(2);
  expect(said.join(' ')).toMatch(/Incomplete[\s\S]*Hallucination|Hallucination[\s\S]*Incomplete/);
  expect([await sideways(desk), await violations(desk)]).toEqual([false, []]);
  await desk.locator('[data-drawn]', { hasText: 'Incomplete' }).click();
  const review = desk.getByRole('region', { name: 'Review', exact: true });
  await review.getByText('Not in the article.').waitFor();
  await review.getByText('Priya Raman').waitFor();
  expect([await sideways(desk), await violations(desk)]).toEqual([false, []]);
  await desk.getByRole('button', { name: 'Back to the reviews' }).click();
  await rows(desk).first().waitFor();
});
