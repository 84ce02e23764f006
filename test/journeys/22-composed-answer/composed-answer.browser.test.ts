import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { readKnowledge, readPolicy } from '../../../worker/release/build.ts';
import { openChat, type Product, say, startProduct, violations } from '../../browser/product.ts';
import { type ChatServer, chatServer } from '../../contract/servers/chat.ts';
import { good, type Turned } from '../../contract/servers/drafts.ts';
import { shown } from '../../policy/samples.ts';
import { publish } from '../../publish.ts';
import { modelAt } from '../../run-command.ts';

const question = 'do i use wax or spray on suede boots';
/** The first sentence of the passage, then another one. */
const then =
  (second: string) =>
  (asked: Turned): string => {
    const { sentences } = JSON.parse(good(asked));
    return JSON.stringify({ sentences: [sentences[0], { text: second, cites: ['p1'] }] });
  };

let product: Product;
let server: ChatServer;
beforeAll(async () => {
  // Slow enough to be seen at it.
  server = await chatServer({ key: 'local', piece: 12, everyMs: 80 });
  product = await startProduct({ vars: modelAt(server.url, 'local') });
  await publish(product.handrail, { ...(await readPolicy('policy')), guardEval: shown }, await readKnowledge('kb/articles'));
});
beforeEach(() => server.reset());
afterAll(async () => {
  await product?.close();
  await server?.close();
});

/** Everything that the log ever showed, each text once. */
async function watched(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const root = [...document.querySelectorAll('*')].find((one) => one.shadowRoot?.querySelector('[role=log]'))?.shadowRoot;
    const log = root?.querySelector('[role=log]');
    const seen = new Set<string>();
    Object.assign(window, { seen });
    if (log)
      new MutationObserver(() => seen.add(log.textContent ?? '')).observe(log, { childList: true, characterData: true, subtree: true });
  });
  return () => page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);
}

it('shows each sentence once the guard let it through, and the whole answer with its source in its place', async () => {
  const page = await product.open(product.handrail.links.shop);
  await openChat(page);
  const seen = await watched(page);
  server.script([], { draft: good });
  await say(page, question);
  const log = page.getByRole('log');
  await log.getByText(/^Source: /).waitFor();
  const answer = (await log.locator('.said.assistant .bubble').last().textContent()) ?? '';
  const texts = await seen();
  const partly = texts.filter((text) => text.includes(answer.slice(0, 20)) && !text.includes('Source:'));
  expect(partly.length).toBeGreaterThanOrEqual(1);
  expect(await log.locator('.typing').count()).toBe(0);
  expect(await violations(page)).toEqual([]);
});

it('never shows a sentence that the guard refused, and puts the approved text in the place of what came before it', async () => {
  const page = await product.open(product.handrail.links.shop);
  await openChat(page);
  const seen = await watched(page);
  server.choose(({ use }) => (use === 'compose' ? { draft: then('Spray costs 1.99 EUR and lasts 900 days.') } : undefined));
  await say(page, question);
  const log = page.getByRole('log');
  await log.getByText(/^Source: /).waitFor();
  expect(server.asked().filter(({ use }) => use === 'compose')).toHaveLength(2);
  const texts = await seen();
  expect(texts.length).toBeGreaterThan(2);
  expect(texts.filter((text) => /1\.99|900/.test(text))).toEqual([]);
});

it('shows markup as the text that it is, or not at all', async () => {
  const page = await product.open(product.handrail.links.shop);
  await openChat(page);
  server.choose(({ use }) => (use === 'compose' ? { draft: then('<img src=x onerror=alert(1)><b>Wax</b>') } : undefined));
  await say(page, question);
  const log = page.getByRole('log');
  await log.getByText(/^Source: /).waitFor();
  expect(await log.locator('img, b b').count()).toBe(0);
  expect(await log.textContent()).not.toContain('onerror');
});
