import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { afterVerdict, judgeAreas } from '../../../worker/qa/step-down.ts';
import { keepReview } from '../../../worker/records/reviews/keep.ts';
import { keepTurnRecord } from '../../../worker/records/turns.ts';
import { loadEngine } from '../../../worker/release/load.ts';
import { siteSnapshot } from '../../../worker/rooms/site-cache.ts';
import { makeSite } from '../fixture.ts';
import { drawn, review } from '../records/reviews/samples.ts';
import { due, hookedSite, notices } from '../rooms/notices-fixture.ts';

async function matrixOf(site: string) {
  const release = (await siteSnapshot(env, site))?.release;
  if (!release) throw new Error('no release');
  return (await loadEngine(env, release)).policy.matrix;
}

async function spoil(site: string, area: string, count: number, verdict: 'hallucination' | 'none' = 'hallucination') {
  for (let i = 0; i < count; i++) {
    const id = crypto.randomUUID();
    await keepTurnRecord(env.DB, site, drawn(id, { area, at: new Date().toISOString() }));
    await keepReview(env.DB, site, id, review(verdict));
  }
}

it("tells the site's system whose area went where, and why, until it has taken it", async () => {
  const { site, receiver } = await hookedSite();
  await receiver.script({ faults: [{ status: 503 }] });
  await spoil(site, 'order-status', 3);
  const after = await afterVerdict(env, site, await matrixOf(site), 'order-status');
  expect(after).toMatchObject({ steppedDownTo: 'assist', quality: { level: 'assist' } });
  await expect.poll(() => receiver.ids()).toHaveLength(1);
  await expect.poll(async () => (await notices(site).report('waiting')).notices[0]?.tries).toBe(1);
  await due(site);
  await expect.poll(() => receiver.ids()).toHaveLength(2);
  const [first, second] = await receiver.seen();
  expect(second).toEqual(first);
  expect(first).toMatchObject({
    id: expect.stringMatching(/^area-stepped-down:order-status:\d+$/),
    signed: true,
    event: {
      type: 'area.stepped-down',
      data: {
        site,
        area: 'order-status',
        owner: 'Jonas Weber, Orders and Delivery',
        from: 'autopilot',
        to: 'assist',
        reviewed: 3,
        defects: 3,
      },
    },
  });
});

it('tells nothing of a step that was not one', async () => {
  const { site, receiver } = await hookedSite();
  const evidence = { reviewed: 2, defects: 2, lower: 0.3, budget: 0.05, since: null };
  const of = env.SITE.getByName(site);
  await Promise.all([of.stepDown('faqs', 'reviews', evidence), of.stepDown('faqs', 'reviews', evidence)]);
  await expect.poll(() => receiver.ids()).toHaveLength(1);
  expect((await notices(site).report('sent')).counts).toMatchObject({ waiting: 0, failed: 0 });
});

it('leaves every other area, and one whose reviews are good, where they are', async () => {
  const site = await makeSite();
  await spoil(site, 'faqs', 20, 'none');
  await spoil(site, 'faqs', 1);
  const matrix = await matrixOf(site);
  expect(await afterVerdict(env, site, matrix, 'faqs')).toMatchObject({
    steppedDownTo: null,
    quality: { defects: 1, reviewed: 21 },
  });
  expect(await afterVerdict(env, site, matrix, 'no-such-area')).toEqual({ quality: null, steppedDownTo: null });
  expect((await env.SITE.getByName(site).controls()).levels).toEqual([]);
});

it('goes down step by step with new mistakes, and ends with people', async () => {
  const site = await makeSite();
  const matrix = await matrixOf(site);
  const levels: (string | undefined)[] = [];
  for (let i = 0; i < 5; i++) {
    await spoil(site, 'faqs', 2);
    await afterVerdict(env, site, matrix, 'faqs');
    levels.push((await judgeAreas(env, site, matrix)).find(({ quality }) => quality.area === 'faqs')?.quality.level);
    // Turns of the next round are decided after the change.
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(levels).toEqual(['assist', 'shadow', 'human-only', 'human-only', 'human-only']);
});

it('is refused by the site when its level has changed since the evidence was read', async () => {
  const site = await makeSite();
  const of = env.SITE.getByName(site);
  const evidence = { reviewed: 2, defects: 2, lower: 0.3, budget: 0.05, since: null };
  expect(await of.stepDown('faqs', 'reviews', evidence)).toEqual({ changed: true, level: 'assist' });
  expect(await of.stepDown('faqs', 'reviews', evidence)).toEqual({ changed: false, level: 'assist' });
});
