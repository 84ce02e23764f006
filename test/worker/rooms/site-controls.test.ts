import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ceilingOf, isBelow } from '../../../policy/autonomy.ts';
import { autonomySchema } from '../../../policy/schema.ts';
import { loadEngine } from '../../../worker/release/load.ts';
import { toStanding } from '../../../worker/rooms/standing.ts';
import { inForce } from '../../../worker/turn/standing.ts';
import { makeSite } from '../fixture.ts';

const marta = { id: 'marta', name: 'Marta Kowalska' };
const jonas = { id: 'jonas', name: 'Jonas Weber' };
const evidence = { reviewed: 12, defects: 4, lower: 0.16, budget: 0.05 };

async function open() {
  const id = await makeSite();
  const site = env.SITE.getByName(id);
  const hash = (await site.releases()).find(({ active }) => active)?.hash ?? '';
  const { policy } = await loadEngine(env, hash);
  const level = async (area: string) => inForce(policy.matrix, area, toStanding(await site.controls())).autonomy;
  const log = () =>
    runInDurableObject(site, (_, ctx) =>
      ctx.storage.sql
        .exec<{ who: string; what: string; detail: string }>("SELECT who, what, detail FROM log WHERE what GLOB 'matrix.*'")
        .toArray(),
    );
  return { id, site, matrix: policy.matrix, level, log };
}

describe('a pause', () => {
  it('keeps who, when and why, is in the snapshot, and is logged once however often it is asked for', async () => {
    const { site, log } = await open();
    for (const by of [marta, jonas]) expect(await site.pause('faqs', by, 'Wrong delivery times')).toEqual({ ok: true });
    const { pauses } = (await site.snapshot()) ?? { pauses: [] };
    expect(pauses).toEqual([{ area: 'faqs', by: marta, at: expect.stringMatching(/^\d{4}-/), why: 'Wrong delivery times' }]);
    expect(await site.resume('faqs', jonas, 'The article is corrected')).toEqual({ ok: true });
    expect(await site.resume('faqs', marta, 'Again')).toEqual({ ok: true });
    expect((await site.controls()).pauses).toEqual([]);
    expect((await log()).map(({ who, what, detail }) => [who, what, JSON.parse(detail).why])).toEqual([
      ['marta', 'matrix.paused', 'Wrong delivery times'],
      ['jonas', 'matrix.resumed', 'The article is corrected'],
    ]);
  });

  it('is refused for an area that is not there; of everything it needs no release', async () => {
    const { site } = await open();
    expect(await site.pause('taxes', marta, 'No such area')).toMatchObject({ ok: false, why: 'unknown-area' });
    await runInDurableObject(site, (_, ctx) => ctx.storage.sql.exec('DELETE FROM releases'));
    expect(await site.pause('all', marta, 'Everything is wrong')).toEqual({ ok: true });
  });
});

describe('a level', () => {
  it('is lowered at once and raised again up to what the matrix approves, never above', async () => {
    const { site, level, log } = await open();
    expect(await site.setLevel('faqs', 'assist', marta, 'Watching it closely')).toEqual({ ok: true });
    expect(await level('faqs')).toBe('assist');
    expect(await site.setLevel('faqs', 'autopilot', jonas, 'Two quiet weeks')).toEqual({ ok: true });
    expect(await level('faqs')).toBe('autopilot');
    const above = await site.setLevel('refunds', 'autopilot', marta, 'It works so well');
    expect(above).toMatchObject({ ok: false, why: 'above-release', message: expect.stringContaining('publish a release') });
    expect((await log()).map(({ who, what }) => `${who} ${what}`)).toEqual(['marta matrix.lowered', 'jonas matrix.raised']);
    expect((await site.changes(5)).map(({ by, from, to }) => [by?.name, from, to])).toEqual([
      ['Jonas Weber', 'assist', 'autopilot'],
      ['Marta Kowalska', 'autopilot', 'assist'],
    ]);
  });

  it('of an area whose controls say human-only or mandatory-escalation stays human-only', async () => {
    const { site, level } = await open();
    for (const area of ['account', 'privacy', 'safety'])
      for (const wanted of ['shadow', 'assist', 'autopilot'] as const) {
        expect(await site.setLevel(area, wanted, marta, 'Just trying')).toMatchObject({ ok: false, why: 'people-only' });
        expect(await level(area)).toBe('human-only');
      }
  });
});

describe('the system', () => {
  it('steps down one level at a time, says why and on what, and never raises', async () => {
    const { site, level, log } = await open();
    const down = () => site.stepDown('faqs', '4 of 12 reviewed turns have a defect', evidence);
    expect([await down(), await down(), await down(), await down()]).toEqual([
      { changed: true, level: 'assist' },
      { changed: true, level: 'shadow' },
      { changed: true, level: 'human-only' },
      { changed: false, level: 'human-only' },
    ]);
    expect(await level('faqs')).toBe('human-only');
    const entries = await log();
    expect(entries.map(({ who, what }) => `${who} ${what}`)).toEqual(Array(3).fill('system matrix.stepped-down'));
    expect(JSON.parse(entries[0]?.detail ?? '{}')).toMatchObject({ area: 'faqs', from: 'autopilot', to: 'assist', evidence });
    expect((await site.changes(1))[0]).toMatchObject({ what: 'stepped-down', by: null, to: 'human-only' });
    expect(await site.setLevel('faqs', 'autopilot', marta, 'Articles are corrected')).toEqual({ ok: true });
  });

  it('does nothing on evidence about an earlier level, or for an area that is not there', async () => {
    const { site, level } = await open();
    await site.setLevel('faqs', 'assist', marta, 'Watching it closely');
    expect(await site.stepDown('faqs', 'Old reviews', { ...evidence, since: null })).toEqual({ changed: false, level: 'assist' });
    expect(await site.stepDown('taxes', 'No such area', evidence)).toEqual({ changed: false, level: 'human-only' });
    expect(await level('faqs')).toBe('assist');
  });
});

it('whatever is asked for in whatever order, no area is ever above its matrix', async () => {
  const { site, matrix, level } = await open();
  const area = fc.constantFrom(...matrix.areas.map(({ id }) => id));
  const step = fc.oneof(
    fc.record({ kind: fc.constant('set' as const), area, level: fc.constantFrom(...autonomySchema.options) }),
    fc.record({ kind: fc.constant('down' as const), area }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
      for (const one of steps) {
        if (one.kind === 'set') await site.setLevel(one.area, one.level, marta, 'A property');
        else await site.stepDown(one.area, 'A property', evidence);
      }
      for (const row of matrix.areas) expect(isBelow(ceilingOf(row), await level(row.id))).toBe(false);
    }),
    { numRuns: 20 },
  );
});
