import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';

const quota = () => env.QUOTA.getByName(crypto.randomUUID());
const limit = { tokens: 1_000, micros: 500 };
const minute = 60_000;

it('lets exactly as much through as the limit says, however many ask at once', async () => {
  const object = quota();
  const answers = await Promise.all(Array.from({ length: 40 }, () => object.spend(limit, { tokens: 150, micros: 1 }, minute)));
  expect(answers.filter(({ allowed }) => allowed)).toHaveLength(6);
  expect(new Set(answers.flatMap(({ allowed, id }) => (allowed ? [id] : []))).size).toBe(6);
  expect(await object.spent()).toEqual({ tokens: 900, micros: 6 });
  expect((await object.spend(limit, { tokens: 100, micros: 494 }, minute)).allowed).toBe(true);
  expect((await object.spend(limit, { tokens: 0, micros: 1 }, minute)).allowed).toBe(false);
});

it('puts right what was reserved, once, and keeps what nobody settles', async () => {
  const object = quota();
  const [first, lost] = [
    await object.spend(limit, { tokens: 600, micros: 300 }, minute),
    await object.spend(limit, { tokens: 300, micros: 0 }, minute),
  ];
  expect(lost.allowed).toBe(true);
  for (let i = 0; i < 3; i++) await object.settle(first.id, { tokens: 10, micros: 5 });
  await object.settle(999, { tokens: 0, micros: 0 });
  expect(await object.spent()).toEqual({ tokens: 310, micros: 5 });
});

it('counts more than was reserved, where a service used more', async () => {
  const object = quota();
  const { id } = await object.spend(limit, { tokens: 100, micros: 0 }, minute);
  await object.settle(id, { tokens: 1_500, micros: 0 });
  expect((await object.spend(limit, { tokens: 1, micros: 0 }, minute)).allowed).toBe(false);
});

it('keeps nothing once it has expired, and what else it counts as long as that counts', async () => {
  const object = quota();
  await object.spend(limit, { tokens: 1_000, micros: 0 }, 1);
  await object.reserve(5, minute);
  await new Promise((resolve) => setTimeout(resolve, 10));
  await runDurableObjectAlarm(object);
  expect((await object.reserve(5, minute)).left).toBe(3);
  const lone = quota();
  await lone.spend(limit, { tokens: 1_000, micros: 0 }, 1);
  await new Promise((resolve) => setTimeout(resolve, 10));
  await runDurableObjectAlarm(lone);
  const tables = await runInDurableObject(lone, (_, ctx) =>
    ctx.storage.sql.exec("SELECT name FROM sqlite_master WHERE name IN ('spent', 'reserved', 'hits')").toArray(),
  );
  expect(tables).toEqual([]);
  expect((await lone.spend(limit, { tokens: 1_000, micros: 0 }, minute)).allowed).toBe(true);
});
