import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { Schedule } from '../../../worker/rooms/schedule.ts';

const withSchedule = <T>(work: (schedule: Schedule, ctx: DurableObjectState) => Promise<T>) =>
  runInDurableObject(env.QUOTA.getByName(crypto.randomUUID()), async (_, ctx) => {
    ctx.storage.sql.exec(Schedule.migration);
    const result = await work(new Schedule(ctx.storage), ctx);
    await ctx.storage.deleteAlarm();
    return result;
  });

it('arms the one alarm for the earliest of all timers', async () => {
  const at = Date.now() + 50_000;
  const armed = await withSchedule(async (schedule, ctx) => {
    schedule.set('late', at + 10_000);
    schedule.set('soon', at);
    return ctx.storage.getAlarm();
  });
  expect(armed).toBe(at);
});

it('runs what is due, in order, and leaves the rest', async () => {
  const ran = await withSchedule(async (schedule) => {
    schedule.set('b', 20);
    schedule.set('a', 10);
    schedule.set('later', Date.now() + 60_000);
    const keys: string[] = [];
    await schedule.run(Date.now(), async (key) => void keys.push(key));
    return { keys, due: schedule.due(Date.now()) };
  });
  expect(ran).toEqual({ keys: ['a', 'b'], due: [] });
});

it('never throws, tries a failed timer again and arms the alarm regardless', async () => {
  const result = await withSchedule(async (schedule, ctx) => {
    schedule.set('bad', 1);
    schedule.set('good', 2);
    const keys: string[] = [];
    await schedule.run(Date.now(), async (key) => {
      keys.push(key);
      if (key === 'bad') throw new Error('no');
    });
    return { keys, again: schedule.due(Date.now() + 10_000), alarm: (await ctx.storage.getAlarm()) !== null };
  });
  expect(result).toEqual({ keys: ['bad', 'good'], again: ['bad'], alarm: true });
});

it('arms for another time when the object wakes, so that a runtime that forgot the alarm hears of it', async () => {
  const at = Date.now() + 50_000;
  const armed = await withSchedule(async (schedule, ctx) => {
    schedule.set('later', at);
    schedule.rearm();
    return ctx.storage.getAlarm();
  });
  expect(armed).toBeGreaterThan(at);
  expect(armed).toBeLessThanOrEqual(at + 51);
});

it('keeps a timer whose handler was cut off, and takes it back when the handler has come to its end', async () => {
  const later = Date.now() + 900_000;
  const [during, after] = await withSchedule(async (schedule, ctx) => {
    const rows = () => ctx.storage.sql.exec<{ key: string; at: number }>('SELECT key, at FROM schedule ORDER BY key').toArray();
    schedule.set('once', 1);
    schedule.set('again', 2);
    schedule.set('unless', 3);
    const seen: ReturnType<typeof rows>[] = [];
    await schedule.run(Date.now(), async (key) => {
      if (key === 'again') schedule.set('again', later);
      if (key === 'unless') schedule.setOnce('unless', later);
      if (key === 'unless') schedule.setOnce('unless', later + 1);
      await Promise.resolve();
      seen.push(rows());
    });
    return [seen, rows()] as const;
  });
  expect(during[0]?.map(({ key }) => key)).toEqual(['again', 'once', 'unless']);
  expect(after).toEqual([
    { key: 'again', at: later },
    { key: 'unless', at: later },
  ]);
});

it('runs a timer again whose handler did not come to its end with its object', async () => {
  const ran = await withSchedule(async (schedule, ctx) => {
    schedule.set('cut', 1);
    const keys: string[] = [];
    await schedule.run(Date.now(), async (key) => {
      keys.push(key);
      // What is left of this one after a crash, in another that reads the same rows.
      await new Schedule(ctx.storage).run(Date.now(), async (again) => void keys.push(again));
    });
    return keys;
  });
  expect(ran).toEqual(['cut', 'cut']);
});

it('arms for what is not being handled', async () => {
  const at = Date.now() + 60_000;
  const armed = await withSchedule(async (schedule, ctx) => {
    schedule.set('now', 1);
    let during: number | null = null;
    await schedule.run(Date.now(), async () => {
      schedule.set('later', at);
      during = await ctx.storage.getAlarm();
    });
    return during;
  });
  expect(armed).toBe(at);
});

it('lets timers of the same moment share an alarm, and none ring early', async () => {
  const began = Date.now() + 50_000;
  const rows = await runInDurableObject(env.QUOTA.getByName(crypto.randomUUID()), async (_, { storage }) => {
    storage.sql.exec(Schedule.migration);
    const schedule = new Schedule(
      storage,
      Array.from({ length: 1_000 }, (_, i) => `${i}`),
    );
    for (let i = 0; i < 1_000; i++) schedule.set(`${i}`, began + i);
    schedule.set('exact', began);
    await storage.deleteAlarm();
    return storage.sql.exec<{ key: string; at: number }>('SELECT key, at FROM schedule').toArray();
  });
  const loose = rows.filter(({ key }) => key !== 'exact');
  expect(rows.find(({ key }) => key === 'exact')?.at).toBe(began);
  expect(new Set(loose.map(({ at }) => at)).size).toBeLessThanOrEqual(4);
  for (const { key, at } of loose) expect(at - began - Number(key)).toSatisfy((late: number) => late >= 0 && late < 500);
});
