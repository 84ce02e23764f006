import { env } from 'cloudflare:workers';
import { afterEach, expect, it, vi } from 'vitest';
import { afterVerdict, judgeAreas } from '../../../worker/qa/step-down.ts';
import { keepReview } from '../../../worker/records/reviews/keep.ts';
import { keepTurnRecord } from '../../../worker/records/turns.ts';
import { loadEngine } from '../../../worker/release/load.ts';
import { siteSnapshot } from '../../../worker/rooms/site-cache.ts';
import { makeSite } from '../fixture.ts';
import { drawn, review } from '../records/reviews/samples.ts';
import { listen, webhook } from '../rooms/refund-fixture.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

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

it("tells the site's system whose area went where, and why", async () => {
  const site = await makeSite({ webhook });
  await spoil(site, 'order-status', 3);
  const after = await afterVerdict(env, site, await matrixOf(site), 'order-status');
  expect(after).toMatchObject({ steppedDownTo: 'assist', quality: { level: 'assist' } });
  const { told } = listen();
  await after.tell?.();
  expect(told).toMatchObject([
    {
      id: expect.stringContaining(`stepped-down/${site}/order-status/`),
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
  ]);
});

it('tries again when the site does not answer, under the same id', async () => {
  const site = await makeSite({ webhook });
  await spoil(site, 'faqs', 2);
  const after = await afterVerdict(env, site, await matrixOf(site), 'faqs');
  let asked = 0;
  const { told } = listen(() => new Response(null, { status: ++asked === 1 ? 503 : 200 }));
  await after.tell?.();
  expect([asked, told.length]).toEqual([2, 1]);
});

it('leaves every other area, and one whose reviews are good, where they are', async () => {
  const site = await makeSite();
  await spoil(site, 'faqs', 20, 'none');
  await spoil(site, 'faqs', 1);
  const matrix = await matrixOf(site);
  expect(await afterVerdict(env, site, matrix, 'faqs')).toMatchObject({
    steppedDownTo: null,
    tell: null,
    quality: { defects: 1, reviewed: 21 },
  });
  expect(await afterVerdict(env, site, matrix, 'no-such-area')).toEqual({ quality: null, steppedDownTo: null, tell: null });
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
