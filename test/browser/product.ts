import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { pages } from '../../widget/desk/ui/pages.ts';
import { type Handrail, type StartOptions, startHandrail } from '../../worker/local/start.ts';
import { launchChrome } from './chrome.ts';

export interface Product {
  handrail: Handrail;
  browser: Browser;
  /** A page of a browser profile of its own, which fails the test on any error or CSP violation in it. */
  open(url: string, options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

/** The whole product on data of its own, with a browser. What went wrong in any page is an error at the end. */
export async function startProduct({ vars, worker }: Pick<StartOptions, 'vars' | 'worker'> = {}): Promise<Product> {
  const data = await mkdtemp(join(tmpdir(), 'handrail-browser-'));
  const options = { data, port: 0, vars: { HANDRAIL_LIMIT_FACTOR: '100', ...vars }, worker };
  const [handrail, browser] = await Promise.all([startHandrail(options), launchChrome()]);
  const faults: string[] = [];
  return {
    handrail,
    browser,
    async open(url, options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      const page = await context.newPage();
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' && /Content.Security.Policy|Trusted|Refused to/i.test(message.text())) faults.push(message.text());
      });
      await page.goto(url);
      return page;
    },
    async close() {
      await browser.close();
      await handrail.close();
      await rm(data, { recursive: true, force: true });
      if (faults.length > 0) throw new Error(`in the pages: ${faults.join('\n')}`);
    },
  };
}

/** Opens the chat as a visitor would. */
export async function openChat(page: Page): Promise<void> {
  await page.locator('button.launcher, button').filter({ visible: true }).last().waitFor();
  await page.evaluate(() => (window as unknown as { Handrail: { open(): void } }).Handrail.open());
  await page.getByRole('dialog').waitFor();
  await page.getByRole('dialog').getByRole('textbox').first().waitFor();
}

/** Opens a page of the desk by its link, in whichever menu that stands. */
export async function openDeskPage(desk: Page, title: string): Promise<void> {
  const nav = desk.getByRole('navigation', { name: 'Pages' });
  await nav.waitFor();
  const link = nav.getByRole('link', { name: title, exact: true });
  const group = pages.find((page) => page.title === title)?.group ?? 'Menu';
  const menu = nav.getByRole('button', { name: /^Menu/ });
  if (await menu.isVisible()) await menu.click();
  else if (!(await link.isVisible())) await nav.getByRole('button', { name: new RegExp(`^${group}`) }).click();
  await link.click();
}

export async function say(page: Page, text: string): Promise<void> {
  const input = page.getByRole('dialog').getByPlaceholder('Write a message');
  await input.fill(text);
  await input.press('Enter');
}

const axeSource = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Accessibility violations of a page, WCAG 2.2 A and AA; axe enters open shadow roots by itself. */
export async function violations(page: Page): Promise<string[]> {
  // A page under Trusted Types takes no script by address; the browser's own debugger may evaluate it.
  const { readFile } = await import('node:fs/promises');
  await page.evaluate(await readFile(axeSource, 'utf8'));
  const results = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    return axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
  });
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}
