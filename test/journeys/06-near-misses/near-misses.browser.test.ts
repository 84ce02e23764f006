import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readKnowledge, readPolicy } from '../../../worker/release/build.ts';
import { openChat, type Product, say, startProduct, violations } from '../../browser/product.ts';
import { publish } from '../../publish.ts';

const question = 'can i exchange it in a shop instead';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
  // The shop's own articles and rules, under a budget that next to nothing keeps: whatever is found is a near miss.
  const { matrix, ...policy } = await readPolicy('policy');
  const defaults = { ...matrix.defaults, max_wrong_answer_rate: 0.001, near_misses: { together: 0, share: 0 } };
  await publish(product.handrail, { ...policy, matrix: { ...matrix, defaults } }, await readKnowledge('kb/articles'));
});
afterAll(() => product?.close());

async function asked() {
  const page = await product.open(product.handrail.links.shop);
  await openChat(page);
  await say(page, question);
  const buttons = page.getByRole('log').getByRole('list', { name: 'Suggested questions' }).getByRole('button');
  await buttons.first().waitFor();
  return { page, buttons };
}
const focused = (page: Page) =>
  page.evaluate(
    () => [...document.querySelectorAll('*')].find((one) => one.shadowRoot?.activeElement)?.shadowRoot?.activeElement?.className,
  );

it('asks which article is meant, takes the answer by keyboard, and the question cannot be answered again', async () => {
  const { page, buttons } = await asked();
  const titles = await buttons.allTextContents();
  expect(titles.length).toBeGreaterThanOrEqual(3);
  expect(titles.at(-1)).toBe('None of these');
  expect(await violations(page)).toEqual([]);
  await buttons.nth(1).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('log').getByText(`Source: ${titles[1]}`).waitFor();
  // The focus went to the log before the button could not be pressed any more.
  expect(await focused(page)).toBe('log');
  expect(await buttons.evaluateAll((all) => all.map((one) => one instanceof HTMLButtonElement && one.disabled))).toEqual(
    titles.map(() => true),
  );
  // It reads as if the customer had written it.
  expect(await page.getByRole('log').locator('.customer').allTextContents()).toEqual([
    expect.stringContaining(question),
    expect.stringContaining(titles[1] ?? '?'),
  ]);
  expect(await violations(page)).toEqual([]);
});

it('says it once, however fast it is pressed, and a second tab cannot press it again', async () => {
  const { page, buttons } = await asked();
  const other = await page.context().newPage();
  await other.goto(product.handrail.links.shop);
  await openChat(other);
  const there = other.getByRole('log').getByRole('list', { name: 'Suggested questions' }).getByRole('button');
  await there.first().waitFor();
  await buttons.first().dblclick();
  await page.getByRole('log').getByText('Source:').waitFor();
  expect(await page.getByRole('log').locator('.customer').count()).toBe(2);
  await other.getByRole('log').getByText('Source:').waitFor();
  expect(await there.first().isDisabled()).toBe(true);
});

it('brings a person to whoever finds none of them right, and the desk shows what was offered and why', async () => {
  const { page, buttons } = await asked();
  const titles = await buttons.allTextContents();
  await buttons.last().click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /back to the assistant/i })
    .waitFor();
  expect(await buttons.first().isDisabled()).toBe(true);

  const desk = await product.open(await product.handrail.link('priya'), { viewport: { width: 1440, height: 900 } });
  await desk.getByText(question).first().click();
  const transcript = desk.getByRole('region', { name: /Conversation with/ });
  for (const title of titles.slice(0, -1)) await transcript.getByRole('listitem').getByText(title).first().waitFor();
  await desk.getByText('near-misses-are-offered').first().waitFor({ state: 'attached' });
  expect(await violations(desk)).toEqual([]);
});
