import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { PolicyCase } from '../../policy/case.ts';
import { sampleRelease } from '../../worker/local/sample-release.ts';
import { signIn } from '../../worker/local/seed.ts';
import { encodeChecks } from '../../worker/release/checks.ts';
import { decodeRelease, encodeRelease, type ReleaseContent } from '../../worker/release/format.ts';
import { openChat, type Product, say, startProduct, violations } from './product.ts';

const holds: PolicyCase = { rule: 'asks-for-a-person', outcome: 'handoff', name: 'asks.json', facts: { asksForHuman: true } };
const fails: PolicyCase = { rule: 'asks-for-a-person', outcome: 'handoff', name: 'does-not-ask.json', facts: { asksForHuman: false } };

const soon = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);

/** Each state at both ends of the widths and in both themes: nothing scrolls sideways and axe finds nothing. */
async function look(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  for (const width of [320, 1_440]) {
    for (const theme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: width === 320 ? 720 : 900 });
      await page.emulateMedia({ colorScheme: theme });
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
      expect({ name, width, theme, sideways, axe: await violations(page) }).toEqual({ name, width, theme, sideways: false, axe: [] });
      const folder = process.env.HANDRAIL_SHOTS;
      if (folder) await page.screenshot({ path: join(folder, `${name}-${width}-${theme}.png`) });
    }
  }
  if (before) await page.setViewportSize(before);
}

let product: Product;
let content: ReleaseContent;
beforeAll(async () => {
  product = await startProduct();
  const decoded = decodeRelease((await sampleRelease()).bytes);
  if (!decoded.ok) throw new Error(decoded.problem);
  content = decoded.content;
}, 240_000);
afterAll(() => product?.close());

/** As Jonas; the hash's first characters, as the desk shows them. */
async function upload(cases: PolicyCase[], change: (content: ReleaseContent) => ReleaseContent = (same) => same): Promise<string> {
  const author = await signIn(product.handrail.service, product.handrail.url, 'jonas');
  const bytes = new Uint8Array(encodeRelease({ ...change(content), checks: encodeChecks({ cases, golden: [] }) }));
  const { hash } = await author.call({ method: 'POST', path: '/api/v1/releases', bytes }, z.object({ hash: z.string() }));
  await author.signOut();
  return hash.slice(0, 12);
}

async function openReleases(person: 'marta' | 'jonas' | 'priya', options: Parameters<Product['open']>[1] = {}) {
  const page = await product.open(await product.handrail.link(person), options);
  await page.getByRole('navigation', { name: 'Pages' }).waitFor();
  await page.evaluate(() => {
    location.hash = '#/releases';
  });
  return page;
}

it('a lead runs the gate, reads what would change, acknowledges it, activates and rolls back', async () => {
  const shop = await product.open(product.handrail.links.shop);
  await openChat(shop);
  await say(shop, 'kindly: how long does delivery take?');
  const source = shop
    .getByRole('log')
    .getByText(/^Source:/)
    .first();
  const title = ((await source.textContent()) ?? '').replace(/^Source:\s*/, '').trim();
  const hash = await upload([holds], (same) => ({
    ...same,
    // Nobody approves of it any more: a person answers what it did.
    articles: same.articles.map((article) => (article.title === title ? { ...article, approvedBy: null } : article)),
    policy: {
      ...same.policy,
      rules: same.policy.rules.map((rule) => (rule.id === 'asks-for-a-person' ? { ...rule, review_by: soon } : rule)),
    },
  }));

  const lead = await openReleases('marta');
  const release = lead.getByRole('article', { name: new RegExp(hash) });
  await release.getByText('Its gate has to run first.').waitFor();
  // The record of the turn is written within three seconds of its answer.
  await lead.waitForTimeout(5_000);
  await release.getByRole('button', { name: 'Run the gate' }).click();
  await release.getByText('gate passed').waitFor();
  await release.getByText(/1 × answer → handoff/).waitFor();
  await release.getByText('1 of 1 come out as they say.').waitFor();
  expect(await release.textContent()).not.toContain('kindly');
  await look(lead, 'releases-waiting');

  await release.getByRole('button', { name: 'Approve' }).click();
  const dialog = lead.getByRole('dialog');
  await dialog.getByText(/1 recorded turn would end differently/).waitFor();
  const approve = dialog.getByRole('button', { name: 'Approve' });
  expect(await approve.getAttribute('aria-disabled')).toBe('true');
  await look(lead, 'releases-approve');
  await lead.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await release.getByRole('button', { name: 'Approve' }).click();
  await dialog.getByRole('checkbox').check();
  await approve.click();
  await release.getByText('approved by Marta Kowalska').waitFor();

  await release.getByRole('button', { name: 'Activate' }).click();
  await dialog.getByText(/Customers meet it from now on/).waitFor();
  await dialog.getByText(/changes?: .* in articles/).waitFor();
  await look(lead, 'releases-activate');
  await dialog.getByRole('button', { name: 'Activate' }).click();
  const active = lead.getByRole('region', { name: 'Active' });
  await active.getByText(hash).waitFor();
  await active.getByText(/Jonas Weber/).waitFor();
  const due = lead.getByRole('region', { name: /Reviews due/ });
  await due.getByText(soon).waitFor();
  await look(lead, 'releases-active');

  await active.getByRole('button', { name: /Roll back to/ }).click();
  await dialog.getByText(/Customers meet it again/).waitFor();
  await dialog.getByRole('button', { name: 'Roll back' }).click();
  await active.getByText(hash).waitFor({ state: 'detached' });
  await lead
    .getByRole('region', { name: 'Earlier' })
    .getByRole('article', { name: new RegExp(hash) })
    .waitFor();
});

it('the author cannot approve, a failed gate says why, and neither changes anything', async () => {
  const hash = await upload([holds, fails]);
  const jonas = await openReleases('jonas');
  const release = jonas.getByRole('article', { name: new RegExp(hash) });
  await release.getByRole('button', { name: 'Run the gate' }).click();
  await release.getByText('gate failed').waitFor();
  await release.getByText('asks-for-a-person/handoff/does-not-ask.json', { exact: true }).waitFor();
  expect(await release.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  await look(jonas, 'releases-failed');
  const own = await upload([holds], (same) => ({ ...same, policy: { ...same.policy, matrix: { ...same.policy.matrix, version: 77 } } }));
  await jonas.reload();
  const mine = jonas.getByRole('article', { name: new RegExp(own) });
  await mine.getByRole('button', { name: 'Run the gate' }).click();
  await mine.getByText('You uploaded it: another person approves it.').waitFor();
  expect(await mine.getByRole('button', { name: 'Approve' }).count()).toBe(0);
});

it('an agent decides nothing', async () => {
  const agent = await openReleases('priya');
  await agent.getByText('Leads and admins decide on releases.').waitFor();
  expect(await agent.getByRole('link', { name: 'Releases' }).count()).toBe(0);
  expect(await agent.getByRole('button', { name: /^Policy/ }).count()).toBe(0);
  expect((await agent.request.get(`${product.handrail.url}/api/v1/desk/releases`)).status()).toBe(403);
});
