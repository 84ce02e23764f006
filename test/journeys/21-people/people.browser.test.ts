import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../../worker/local/config.ts';
import { SITE } from '../../../worker/local/seed.ts';
import { openChat, openDeskPage, type Product, say, startProduct, violations } from '../../browser/product.ts';
import { type LocalServer, serve } from '../../contract/servers/http.ts';

const aud = 'a'.repeat(64);
const wide = { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' as const };
let keys: LocalServer;
let pair: Awaited<ReturnType<typeof generateKeyPair>>;
let product: Product;
beforeAll(async () => {
  pair = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
  keys = await serve(() => ({ body: { keys: [jwk] } }));
  product = await startProduct({ vars: { HANDRAIL_ACCESS_TEAM: keys.url, HANDRAIL_ACCESS_AUD: aud } });
}, 180_000);
afterAll(async () => {
  await product?.close();
  await keys?.close();
});

const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
async function picture(page: Page, name: string): Promise<void> {
  const folder = join(root, '.build/screenshots');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
const card = (desk: Page, name: string) => desk.getByRole('article', { name, exact: true });
async function openAs(person: 'jonas' | 'marta' | 'priya' | 'luca', title: string | null, options: object = wide): Promise<Page> {
  const desk = await product.open(await product.handrail.link(person), options);
  await desk.getByRole('navigation', { name: 'Pages' }).waitFor();
  if (title !== null) await openDeskPage(desk, title);
  return desk;
}

describe('people', () => {
  it('are added, let in, changed while they work, signed out and let go by an admin', { timeout: 120_000 }, async () => {
    const admin = await openAs('jonas', 'People');
    await card(admin, 'Priya Raman').getByText('Customer Care, Orders and Delivery, Data Protection').waitFor();
    await admin.getByRole('button', { name: 'Add a person' }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByLabel('Name, as customers read it').fill('Ada Lovelace');
    await dialog.getByLabel('E-mail address').fill('priya@fernweg.example');
    await dialog.getByLabel('Customer Care').check();
    await dialog.getByLabel(/^Skills/).fill('de, Ice climbing');
    await dialog.getByRole('button', { name: 'Add' }).click();
    await dialog.getByRole('alert').getByText('Somebody else here has this e-mail address.').waitFor();
    expect(await violations(admin)).toEqual([]);
    await picture(admin, 'desk-people-add-1440');
    await dialog.getByLabel('E-mail address').fill('ada@fernweg.example');
    await dialog.getByLabel('E-mail address').press('Enter');
    await dialog.waitFor({ state: 'hidden' });

    const ada = card(admin, 'Ada Lovelace');
    await ada.getByText('Customer Care · German, ice climbing · 4 conversations at a time').waitFor();
    await ada.getByRole('button', { name: 'Make a sign-in link' }).click();
    const link = await ada.getByLabel('New link for Ada Lovelace').inputValue();
    expect(link).toMatch(/\/desk\/#site=fernweg&invite=[\w-]{32}$/);
    await ada.getByText(/^Made by Jonas Weber/).waitFor();
    expect(await violations(admin)).toEqual([]);
    await picture(admin, 'desk-people-link-1440');

    const desk = await product.open(link, wide);
    const nav = desk.getByRole('navigation', { name: 'Pages' });
    await nav.waitFor();
    expect(await nav.getByRole('button', { name: /^Site/ }).count()).toBe(0);
    await ada.getByRole('button', { name: /^Sign-in/ }).click();
    await ada.getByRole('button', { name: /^Sign-in/ }).click();
    await ada.getByText('No link is open.').waitFor();
    await ada.getByText(/^Chrome on Linux Signed in by a link/).waitFor();
    // A link that was shown is not shown again.
    expect(await ada.getByLabel('New link for Ada Lovelace').count()).toBe(0);

    // A new role is there on the open page, without a reload.
    await ada.getByRole('button', { name: /^Change/ }).click();
    await dialog.getByLabel('Role').selectOption('lead');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await nav.getByRole('button', { name: /^Site/ }).waitFor();
    await openDeskPage(desk, 'People');
    await card(desk, 'Jonas Weber').waitFor();

    await ada.getByRole('button', { name: /^End the session/ }).click();
    await desk.getByRole('heading', { name: 'Your session has ended' }).waitFor();
    await ada.getByText('Not signed in anywhere.').waitFor();
    await ada.getByRole('button', { name: /^Deactivate/ }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
    await admin.getByText('1 deactivated person').click();
    await ada.getByRole('button', { name: /^Reactivate/ }).waitFor();
    expect(await violations(admin)).toEqual([]);
    await picture(admin, 'desk-people-1440');
    // What an admin may not do to themselves is not offered.
    expect(
      await card(admin, 'Jonas Weber')
        .getByRole('button', { name: /^Deactivate/ })
        .count(),
    ).toBe(0);
    await card(admin, 'Jonas Weber')
      .getByRole('button', { name: /^Change/ })
      .click();
    await dialog.getByLabel('Role').selectOption('agent');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').getByText('You cannot take your own rights away.').waitFor();
    await admin.keyboard.press('Escape');

    await openDeskPage(admin, 'Log');
    await admin.getByText('Deactivated Ada Lovelace').waitFor();
    await admin.getByText('Changed Ada Lovelace: role agent → lead').waitFor();
    await admin.getByLabel('What').selectOption('session');
    await admin.getByText('Ended 1 session of Ada Lovelace').waitFor();
    expect(await admin.getByText('Deactivated Ada Lovelace').count()).toBe(0);
    await admin.getByLabel('Who').selectOption({ label: 'Ada Lovelace' });
    await admin.getByText('Signed in, Chrome on Linux').waitFor();
    expect(await violations(admin)).toEqual([]);
    const download = admin.waitForEvent('download');
    await admin.getByRole('button', { name: 'Export CSV' }).click();
    expect((await download).suggestedFilename()).toBe('log.csv');
    await admin.context().close();
    await desk.context().close();
  });

  it('are read by a lead, who changes nobody, at every width and in both themes', { timeout: 120_000 }, async () => {
    for (const theme of ['light', 'dark'] as const) {
      for (const width of [320, 768, 1440]) {
        const options = { viewport: { width, height: 800 }, colorScheme: theme, reducedMotion: 'reduce' as const };
        const lead = await openAs('marta', 'People', options);
        await card(lead, 'Priya Raman').waitFor();
        expect(await lead.getByRole('button', { name: /Add|Change|Deactivate|Sign-in/ }).count()).toBe(0);
        expect([width, theme, await sideways(lead), await violations(lead)]).toEqual([width, theme, false, []]);
        await picture(lead, `desk-people-${width}-${theme}`);
        await openDeskPage(lead, 'Log');
        await lead.locator('.log-row').first().waitFor();
        await lead.locator('.log-row summary').nth(2).click();
        expect([width, theme, await sideways(lead), await violations(lead)]).toEqual([width, theme, false, []]);
        await picture(lead, `desk-log-${width}-${theme}`);
        await lead.context().close();
        const admin = await openAs('jonas', 'People', options);
        await card(admin, 'Luca Moretti')
          .getByRole('button', { name: /^Sign-in/ })
          .click();
        await card(admin, 'Luca Moretti').getByRole('button', { name: 'Make a sign-in link' }).click();
        await admin.getByLabel('New link for Luca Moretti').waitFor();
        expect([width, theme, await sideways(admin), await violations(admin)]).toEqual([width, theme, false, []]);
        await picture(admin, `desk-people-admin-${width}-${theme}`);
        await card(admin, 'Luca Moretti')
          .getByRole('button', { name: /^Change/ })
          .click();
        await admin.getByRole('dialog').waitFor();
        expect([width, theme, await sideways(admin), await violations(admin)]).toEqual([width, theme, false, []]);
        await picture(admin, `desk-people-form-${width}-${theme}`);
        await admin.context().close();
      }
    }
  });

  it('are managed by keyboard alone', { timeout: 60_000 }, async () => {
    const admin = await openAs('jonas', 'People');
    const change = card(admin, 'Luca Moretti').getByRole('button', { name: /^Change/ });
    await change.focus();
    await admin.keyboard.press('Enter');
    await admin.getByLabel(/^Conversations at a time/).focus();
    await admin.keyboard.press('Control+A');
    await admin.keyboard.type('7');
    await admin.keyboard.press('Enter');
    await card(admin, 'Luca Moretti').getByText('7 conversations at a time').waitFor();
    // The focus is where it was.
    expect(await change.evaluate((element) => element === document.activeElement)).toBe(true);
    await admin.context().close();
  });
});

it('a moved conversation is in the log', { timeout: 60_000 }, async () => {
  const shop = await product.open(product.handrail.links.shop);
  await openChat(shop);
  await say(shop, 'I want to talk to someone');
  const [priya, lead] = [await openAs('priya', null), await openAs('marta', null)];
  await lead.getByText('I want to talk to someone').first().waitFor();
  await openDeskPage(lead, 'Floor');
  await lead.getByRole('button', { name: /^Move/ }).first().click();
  await lead
    .getByRole('dialog')
    .getByRole('radio', { name: /^Priya Raman/ })
    .check();
  await lead.getByRole('dialog').getByRole('button', { name: 'Give to Priya' }).click();
  await lead.getByRole('dialog').waitFor({ state: 'hidden' });
  await openDeskPage(lead, 'Log');
  await lead.getByText('Gave a conversation to Priya Raman').waitFor();
  for (const page of [shop, priya, lead]) await page.context().close();
});

describe('Cloudflare Access', () => {
  const token = (email: string) => {
    const now = Math.floor(Date.now() / 1_000);
    const claims = { aud: [aud], iss: keys.url, type: 'app', email, sub: 's', iat: now, nbf: now, exp: now + 600 };
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'k1' }).sign(pair.privateKey);
  };
  const through = async (email: string | null, path = '') => {
    const headers: Record<string, string> = email === null ? {} : { 'Cf-Access-Jwt-Assertion': await token(email) };
    return product.open(`${product.handrail.url}/desk/${path}`, { ...wide, extraHTTPHeaders: headers });
  };

  it('signs in whom the site knows, and tells the others', { timeout: 60_000 }, async () => {
    const desk = await through('luca@fernweg.example', `#site=${SITE}`);
    const button = desk.getByRole('button', { name: 'Sign in' });
    await button.waitFor();
    expect(await violations(desk)).toEqual([]);
    await picture(desk, 'desk-sign-in-1440');
    await button.click();
    await desk.getByRole('navigation', { name: 'Pages' }).waitFor();
    await desk.getByText('Luca Moretti').first().waitFor();
    await desk.getByRole('button', { name: /Luca Moretti/ }).click();
    await desk.getByRole('button', { name: 'Sign out' }).click();
    // The site is known from before.
    await desk.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await desk.getByLabel('Site').inputValue()).toBe(SITE);
    await desk.context().close();

    const stranger = await through('eve@fernweg.example');
    await stranger.getByLabel('Site').fill(SITE);
    await stranger.getByRole('button', { name: 'Sign in' }).click();
    await stranger.getByRole('alert').getByText('eve@fernweg.example is not among the people of Fernweg Outfitters.').waitFor();
    expect(await violations(stranger)).toEqual([]);
    await stranger.context().close();
    const around = await through(null, `#site=${SITE}`);
    await around.getByRole('button', { name: 'Sign in' }).click();
    await around.getByRole('alert').getByText('did not come through Cloudflare Access').waitFor();
    await around.context().close();
  });

  it('is as legible on a phone and in the dark', { timeout: 60_000 }, async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await product.open(`${product.handrail.url}/desk/`, { viewport: { width: 320, height: 800 }, colorScheme });
      await page.getByRole('button', { name: 'Sign in' }).waitFor();
      expect([await sideways(page), await violations(page)]).toEqual([false, []]);
      await picture(page, `desk-sign-in-320-${colorScheme}`);
      await page.context().close();
    }
  });
});
