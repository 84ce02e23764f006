import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openDeskAlone, waiting, withDeskPages } from './desk-page.ts';
import { violations } from './product.ts';

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-handoff') ?? '');
const rendered = (page: Page) => page.locator('.row').count();
/** Rows on the screen, of those that are rendered. */
const inSight = (page: Page) =>
  page.evaluate(
    () => [...document.querySelectorAll('.row')].map((row) => row.getBoundingClientRect().top).filter((top) => top > 0 && top < 900).length,
  );
/** Where a row stands on the screen, in whole pixels. */
const topOf = (page: Page, id: string) =>
  page.evaluate((row) => Math.round(document.querySelector(`[data-row="${row}"]`)?.getBoundingClientRect().top ?? Number.NaN), id);

it('keeps ten thousand who wait in reach: by scrolling, by keys, and for a screen reader', async () => {
  await withDeskPages(async (browser, assets) => {
    const many = Array.from({ length: 10_000 }, (_, n) => waiting(n));
    const { page, send, close } = await openDeskAlone(browser, assets, many);
    expect(await rendered(page)).toBeLessThan(40);
    const first = page.locator('[data-row="handoff-0"]');
    expect(await first.getAttribute('aria-posinset')).toBe('1');
    expect(await first.getAttribute('aria-setsize')).toBe('10000');
    expect(await violations(page)).toEqual([]);

    // Rows touch and do not overlap, although their heights differ.
    const gaps = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll('.row')].map((row) => row.getBoundingClientRect());
      return boxes.slice(1).map((box, n) => Math.abs(box.top - (boxes[n]?.bottom ?? 0)));
    });
    expect(Math.max(...gaps)).toBeLessThan(1.5);

    // By key, further than what is rendered; then away by the wheel: the row with the focus stays there.
    for (let n = 0; n < 40; n++) await page.keyboard.press('j');
    expect(await focused(page)).toBe('handoff-39');
    await page.locator('[data-queue]').evaluate((list) => list.scrollTo({ top: 500_000 }));
    await expect.poll(() => inSight(page)).toBeGreaterThan(4);
    expect(await rendered(page)).toBeLessThan(50);
    expect(await focused(page)).toBe('handoff-39');
    await page.keyboard.press('j');
    expect(await focused(page)).toBe('handoff-40');
    await expect.poll(() => topOf(page, 'handoff-40')).toBeGreaterThan(0);

    // Who comes and goes above does not move what is read.
    await page.locator('[data-queue]').evaluate((list) => list.scrollTo({ top: 300_000 }));
    await page.waitForTimeout(400);
    const middle = await page.evaluate(() => {
      const rows = [...document.querySelectorAll('.row')];
      return rows.find((row) => row.getBoundingClientRect().top > 300)?.getAttribute('data-row') ?? '';
    });
    const before = await topOf(page, middle);
    send({ type: 'changes', entries: [1, 2, 3].map((n) => waiting(20_000 + n, { priority: 1 })), removed: ['handoff-7'] });
    await page.getByRole('heading', { name: 'Waiting 10002' }).waitFor();
    await page.waitForTimeout(200);
    expect(Math.abs((await topOf(page, middle)) - before)).toBeLessThan(3);

    // Taken by me: it moves to a section above, and the focus goes with it.
    await page.keyboard.press('k');
    const mine = await focused(page);
    const n = Number(mine.slice('handoff-'.length));
    send({
      type: 'changes',
      entries: [waiting(n, { status: 'claimed', claimedAt: waiting(n).createdAt, agent: { id: 'ines', name: 'Ines' } })],
      removed: [],
    });
    await page.getByRole('heading', { name: 'Mine 1' }).waitFor();
    await expect.poll(() => focused(page)).toBe(mine);
    await close();
  });
});

it('is found in the palette among ten thousand, and opened where it stands', async () => {
  await withDeskPages(async (browser, assets) => {
    const { page, close } = await openDeskAlone(
      browser,
      assets,
      Array.from({ length: 10_000 }, (_, n) => waiting(n)),
    );
    await page.keyboard.press('Control+k');
    await page.keyboard.type('visitor 7531');
    await page.getByRole('option', { name: /Visitor 7531/ }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain('#/c/conversation-7531');
    const row = page.locator('[data-row="handoff-7531"]');
    await row.waitFor();
    await expect.poll(async () => (await row.boundingBox())?.y ?? -1).toBeGreaterThan(0);
    expect(await row.getAttribute('aria-posinset')).toBe('7532');
    await close();
  });
});
