import type { Page } from 'playwright-core';
import { openChat, openDeskPage, type Product, say, violations } from './product.ts';

export const widths = [320, 768, 1440] as const;
export const themes = ['light', 'dark'] as const;

export interface Screen {
  name: string;
  width: number;
  theme: (typeof themes)[number];
  page: Page;
  /** Wider than the window, which makes a page scroll sideways. */
  sideways: boolean;
  /** Texts that are cut off by the box they stand in. */
  clipped: string[];
  axe: string[];
}

/** Walks through every named screen at one width and theme and hands each to `look`. */
export async function walk(
  product: Product,
  width: number,
  theme: (typeof themes)[number],
  look: (screen: Screen) => Promise<void>,
): Promise<void> {
  const options = { viewport: { width, height: width === 1440 ? 900 : 720 }, colorScheme: theme, reducedMotion: 'reduce' as const };
  const see = async (name: string, page: Page) => {
    await page.waitForTimeout(250);
    await look({
      name,
      width,
      theme,
      page,
      sideways: await isSideways(page),
      clipped: await clippedTexts(page),
      axe: await violations(page),
    });
  };
  const shop = await product.open(product.handrail.links.shop, options);
  await shop.waitForTimeout(300);
  await see('widget-closed', shop);
  await openChat(shop);
  await see('widget-open', shop);
  const chat = shop.getByRole('dialog');
  await say(shop, 'how long does delivery take?');
  await chat.getByText('3–5 working days').first().waitFor();
  await see('widget-answer', shop);
  await say(shop, 'where is my order FW-10001 ana.silva@example.com');
  await chat.getByRole('region', { name: /FW-10001/ }).waitFor();
  await see('widget-order', shop);
  await say(shop, 'I want to talk to someone');
  await chat.getByRole('button', { name: /back to the assistant/i }).waitFor();
  await see('widget-handoff', shop);

  const desk = await product.open(await product.handrail.link('priya'), options);
  const entry = desk.getByText('I want to talk to someone').first();
  await entry.waitFor();
  await see('desk-queue', desk);
  await desk.getByRole('button', { name: /claim/i }).first().click();
  const reply = desk.getByPlaceholder(/reply/i);
  await reply.waitFor();
  await reply.fill('Hello, this is Priya. I have your order here.');
  await reply.press('Enter');
  await desk.getByText('I have your order here.').last().waitFor();
  await see('desk-conversation', desk);
  await desk.getByRole('button', { name: 'Resolve' }).click();
  await chat
    .getByRole('button', { name: /yes|helpful|up/i })
    .first()
    .waitFor();
  await see('widget-resolved', shop);
  await say(shop, 'do you sharpen ice axes?');
  await chat.getByRole('button', { name: /back to the assistant/i }).waitFor();
  await desk.context().close();

  const lead = await product.open(await product.handrail.link('marta'), options);
  await openDeskPage(lead, 'Floor');
  await lead.getByText(/went without a person/).waitFor();
  await see('desk-floor', lead);
  await lead.getByRole('button', { name: /^Move/ }).first().click();
  await lead.getByRole('dialog', { name: /^Move/ }).waitFor();
  await see('desk-move', lead);
  await lead.keyboard.press('Escape');
  await openDeskPage(lead, 'Questions');
  await reloadUntil(lead, 'do you sharpen ice axes?');
  await see('desk-questions', lead);
  await lead.getByRole('button', { name: /do you sharpen ice axes\?/ }).click();
  await lead.getByRole('button', { name: 'Download draft' }).waitFor();
  await see('desk-question-group', lead);
  await openDeskPage(lead, 'Reviews');
  await lead.getByText(/in 7 days/).waitFor();
  await see('desk-reviews', lead);
  await openDeskPage(lead, 'History');
  await lead.getByRole('searchbox').fill('order');
  await lead.locator('[data-past] mark').first().waitFor();
  await lead.getByText('Filters').click();
  await see('desk-history', lead);
  await lead.locator('[data-past]').first().click();
  await lead.locator('.conversation-pane').getByText('I have your order here.').last().waitFor();
  await see('desk-history-open', lead);
  await openDeskPage(lead, 'Matrix');
  await lead.getByRole('region', { name: 'Latest changes' }).waitFor();
  await see('desk-matrix', lead);
  await openDeskPage(lead, 'Knowledge');
  await lead.getByRole('table', { name: /English/ }).waitFor();
  await see('desk-knowledge', lead);
  await openDeskPage(lead, 'Webhooks');
  await lead.getByText('This site has no webhook').waitFor();
  await see('desk-webhooks', lead);
  await openDeskPage(lead, 'People');
  await lead.getByRole('article', { name: 'Priya Raman' }).waitFor();
  await see('desk-people', lead);
  await openDeskPage(lead, 'Log');
  await lead.locator('.log-row').first().waitFor();
  await see('desk-log', lead);
  await lead.context().close();
  await shop.context().close();
}

/** Records travel behind the conversation, and the page of questions shows what was there when it was opened. */
async function reloadUntil(page: Page, text: string): Promise<void> {
  for (let left = 20; left > 0; left--) {
    const found = page.getByText(text).first();
    if (
      await found.waitFor({ timeout: 1_000 }).then(
        () => true,
        () => false,
      )
    )
      return;
    await page.reload();
  }
  throw new Error(`${text} did not appear`);
}

const isSideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

/** Texts wider than an ancestor that hides what overflows; ellipses that say so on purpose are not counted. */
async function clippedTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const visit = (root: ParentNode) => {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) visit(element.shadowRoot);
        const style = getComputedStyle(element);
        const hides = style.overflowX === 'hidden' || style.overflowX === 'clip';
        const ownText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '');
        // One pixel wide is the way to say something to screen readers only.
        if (
          hides &&
          ownText &&
          element.clientWidth > 1 &&
          element.scrollWidth > element.clientWidth + 1 &&
          style.textOverflow !== 'ellipsis'
        ) {
          found.push((element.textContent ?? '').trim().slice(0, 60));
        }
      }
    };
    visit(document);
    return found;
  });
}
