import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';

const quota = () => env.QUOTA.getByName(crypto.randomUUID());

it('lets exactly the limit through, however many ask at once', async () => {
  const object = quota();
  const answers = await Promise.all(Array.from({ length: 40 }, () => object.reserve(5, 60_000)));
  expect(answers.filter((answer) => answer.allowed)).toHaveLength(5);
  expect(
    answers
      .filter((answer) => answer.allowed)
      .map((answer) => answer.left)
      .sort(),
  ).toEqual([0, 1, 2, 3, 4]);
});

it('gives back what was refunded and forgets what has expired', async () => {
  const object = quota();
  const first = await object.reserve(1, 60_000);
  expect((await object.reserve(1, 60_000)).allowed).toBe(false);
  await object.refund(first.id);
  expect((await object.reserve(1, 5)).allowed).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect((await object.reserve(1, 60_000)).allowed).toBe(true);
});

it('keeps nothing once everything has expired, and counts again afterwards', async () => {
  const object = quota();
  await object.reserve(5, 1);
  await new Promise((resolve) => setTimeout(resolve, 10));
  await runDurableObjectAlarm(object);
  const tables = await runInDurableObject(object, (_, ctx) =>
    ctx.storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'hits'").toArray(),
  );
  expect(tables).toEqual([]);
  expect((await object.reserve(1, 60_000)).allowed).toBe(true);
});
