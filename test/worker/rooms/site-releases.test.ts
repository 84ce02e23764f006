import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { makeSite } from '../fixture.ts';
import { gateSample } from '../release/samples.ts';

const [hash, second] = ['a'.repeat(64), 'b'.repeat(64)];

/** A site with its first release active, and what its log said last. */
async function site() {
  const object = env.SITE.getByName(await makeSite());
  const active = async () => (await object.releases()).find((entry) => entry.active)?.hash;
  const log = (count: number) =>
    runInDurableObject(object, (_, ctx) =>
      ctx.storage.sql.exec<{ who: string; what: string }>('SELECT who, what FROM log ORDER BY id DESC LIMIT ?', count).toArray(),
    );
  const first = (await active()) ?? '';
  /** Uploaded and gated as against what is active. */
  const gated = async (name: string, over: Parameters<typeof gateSample>[0] = {}) => {
    await object.upload(name, 'jonas');
    return object.keepGate(name, gateSample({ against: (await active()) ?? null, ...over }), null);
  };
  return { object, active, log, first, gated };
}

describe('a release', () => {
  it('is gated, approved by another person than its author, activated, and all of it is logged', async () => {
    const { object, active, log, gated } = await site();
    await gated(hash);
    expect(await object.approve(hash, 'jonas')).toMatchObject({ ok: false, why: 'own-release' });
    expect(await object.approve(hash, 'marta')).toEqual({ ok: true });
    expect(await object.activate(hash, 'jonas')).toEqual({ ok: true });
    expect(await active()).toBe(hash);
    expect((await object.releases()).find((entry) => entry.active)).toMatchObject({
      hash,
      author: 'jonas',
      authorName: 'Jonas Weber',
      approver: 'marta',
      approverName: 'Marta Kowalska',
      activatedBy: 'jonas',
      gate: { verdict: 'passed', failures: 0, changed: 0 },
    });
    expect(await log(4)).toEqual([
      { who: 'jonas', what: 'release.activated' },
      { who: 'marta', what: 'release.approved' },
      { who: 'jonas', what: 'gate.passed' },
      { who: 'jonas', what: 'release.uploaded' },
    ]);
  });

  it('keeps its first author when uploaded again, so that nobody can make themselves an approver', async () => {
    const { object, gated } = await site();
    await gated(hash);
    await object.upload(hash, 'marta');
    expect(await object.approve(hash, 'jonas')).toMatchObject({ ok: false, why: 'own-release' });
  });

  it('is refused, with what to do and without any change, while something is missing', async () => {
    const { object, active, first, gated } = await site();
    expect(await object.approve(hash, 'marta')).toMatchObject({ why: 'unknown', message: expect.stringContaining('upload') });
    expect(await object.activate(hash, 'marta')).toMatchObject({ why: 'unknown' });
    await object.upload(hash, 'jonas');
    expect(await object.approve(hash, 'marta')).toMatchObject({ why: 'gate-missing', message: expect.stringContaining('gate') });
    expect(await object.activate(hash, 'marta')).toMatchObject({ why: 'not-approved' });
    const running = await gated(hash, { verdict: 'running', done: 3, total: 9 });
    expect(await object.approve(hash, 'marta')).toMatchObject({ why: 'gate-missing' });
    await object.keepGate(hash, gateSample({ against: first, verdict: 'failed', problems: ['3 of 9 fail.'], done: 9, total: 9 }), running);
    expect(await object.approve(hash, 'marta')).toMatchObject({ why: 'gate-failed', message: expect.stringContaining('3 of 9 fail.') });
    expect(await object.activate(hash, 'marta')).toMatchObject({ why: 'not-approved' });
    expect(await active()).toBe(first);
    expect((await object.releases()).find((entry) => entry.hash === hash)).toMatchObject({ approver: null, active: false });
  });

  it('is approved only with the differences of this very run, as against what is active now', async () => {
    const { object, active, gated } = await site();
    const replay = { conversations: ['c1'], turns: 2, changed: 2, note: '', differences: [] };
    await gated(hash, { id: 'run-1', replay });
    expect(await object.approve(hash, 'marta')).toMatchObject({
      why: 'not-acknowledged',
      message: expect.stringContaining('2 recorded turns'),
    });
    expect(await object.approve(hash, 'marta', 'run-0')).toMatchObject({ why: 'not-acknowledged' });
    expect(await object.approve(hash, 'marta', 'run-1')).toEqual({ ok: true });

    await gated(second);
    expect(await object.activate(hash, 'marta')).toEqual({ ok: true });
    expect(await object.approve(second, 'marta')).toMatchObject({ why: 'gate-outdated' });
    expect(await active()).toBe(hash);
  });

  it('is not approved any more when its gate begins anew, and not activated with a gate that failed since', async () => {
    const { object, first, gated, log } = await site();
    const passed = await gated(hash);
    await object.approve(hash, 'marta');
    const again = gateSample({ id: 'again', against: first, verdict: 'failed', problems: ['One fails.'] });
    await object.keepGate(hash, again, passed);
    expect(await log(2)).toEqual([
      { who: 'jonas', what: 'gate.failed' },
      { who: 'jonas', what: 'release.approval-withdrawn' },
    ]);
    expect(await object.activate(hash, 'marta')).toMatchObject({ why: 'not-approved' });
  });
});

describe('a gate', () => {
  it('that two people run at a time counts no share twice', async () => {
    const { object, gated } = await site();
    const seen = await gated(hash, { verdict: 'running', done: 0, total: 100 });
    const [one, other] = [gateSample({ ...seen, done: 50 }), gateSample({ ...seen, done: 40 })];
    expect((await object.keepGate(hash, one, seen))?.done).toBe(50);
    expect((await object.keepGate(hash, other, seen))?.done).toBe(50);
    expect((await object.gate(hash))?.done).toBe(50);
  });

  it('of a release that was never uploaded is not kept', async () => {
    const { object } = await site();
    expect(await object.keepGate(hash, gateSample(), null)).toBeNull();
    expect(await object.gate(hash)).toBeNull();
  });
});

describe('rolling back', () => {
  it('goes to what was active before, twice goes back two, and then there is nothing left', async () => {
    const { object, active, first, gated, log } = await site();
    for (const name of [hash, second]) {
      await gated(name);
      await object.approve(name, 'marta');
      await object.activate(name, 'marta');
    }
    expect(await object.previousRelease()).toBe(hash);
    expect(await object.rollback(second, hash, 'jonas')).toEqual({ ok: true });
    expect(await active()).toBe(hash);
    expect(await log(1)).toEqual([{ who: 'jonas', what: 'release.rolled-back' }]);
    expect(await object.rollback(hash, first, 'jonas')).toEqual({ ok: true });
    expect(await active()).toBe(first);
    expect(await object.previousRelease()).toBeNull();
    expect(await object.rollback(first, hash, 'jonas')).toMatchObject({ why: 'no-previous' });
  });

  it('does not undo what somebody else did meanwhile', async () => {
    const { object, active, first, gated } = await site();
    for (const name of [hash, second]) {
      await gated(name);
      await object.approve(name, 'marta');
      await object.activate(name, 'marta');
    }
    expect(await object.rollback(hash, first, 'jonas')).toMatchObject({ why: 'changed' });
    expect(await object.rollback(second, first, 'jonas')).toMatchObject({ why: 'changed' });
    expect(await active()).toBe(second);
  });

  it('knows what was activated before this was kept, from the log', async () => {
    const object = env.SITE.getByName(await makeSite());
    const before = await runInDurableObject(object, (_, ctx) => {
      const { sql } = ctx.storage;
      sql.exec('DELETE FROM activations');
      sql.exec(
        `INSERT INTO activations (hash, before, at, who, how)
         SELECT json_extract(detail, '$.hash'), json_extract(detail, '$.before'), at, who, 'activate' FROM log WHERE what = 'release.activated' ORDER BY id`,
      );
      return sql.exec<{ before: string | null; who: string }>('SELECT before, who FROM activations').toArray();
    });
    expect(before).toEqual([{ before: null, who: 'marta' }]);
  });
});
