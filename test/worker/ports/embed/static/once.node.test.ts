import { expect, test } from 'vitest';
import { once } from '../../../../../worker/ports/embed/static/once.ts';

const later = <T>(value: T, ms: number) => new Promise<T>((resolve) => setTimeout(() => resolve(value), ms));

test('everybody who asks meanwhile gets the same, loaded once', async () => {
  let loads = 0;
  const get = once(
    async (from: string) => {
      loads++;
      return later({ from }, 5);
    },
    () => {},
  );
  const [a, b] = await Promise.all([get('a'), get('b')]);
  expect(a).toEqual({ from: 'a' });
  expect(b).toBe(a);
  expect(await get('c')).toBe(a);
  expect(loads).toBe(1);
});

test('a failure is null, reported once, tried again after a while and never in between', async () => {
  let now = 0;
  let loads = 0;
  let broken = true;
  const reports: unknown[] = [];
  const load = async () => {
    loads++;
    if (broken) throw new Error('not there');
    return 'loaded';
  };
  const get = once(load, (cause) => reports.push(cause), { pause: 1_000, now: () => now });
  expect(await Promise.all([get(null), get(null)])).toEqual([null, null]);
  expect(await get(null)).toBeNull();
  expect([loads, reports.length]).toEqual([1, 1]);
  now = 1_000;
  expect(await get(null)).toBeNull();
  expect([loads, reports.length]).toEqual([2, 1]);
  broken = false;
  now = 2_000;
  expect([await get(null), await get(null)]).toEqual(['loaded', 'loaded']);
  expect(loads).toBe(3);
});

test('nobody waits for ever for what died with another request; the next one begins anew', async () => {
  let loads = 0;
  const get = once(
    () => {
      loads++;
      return loads === 1 ? new Promise<string>(() => {}) : Promise.resolve('loaded');
    },
    () => {},
    { patience: 20 },
  );
  expect(await Promise.all([get(null), get(null)])).toEqual([null, null]);
  expect(await get(null)).toBe('loaded');
  expect(loads).toBe(2);
});

test('what comes after all is kept', async () => {
  const get = once(
    () => later('late', 40),
    () => {},
    { patience: 10 },
  );
  expect(await get(null)).toBeNull();
  await later(null, 60);
  expect(await get(null)).toBe('late');
});
