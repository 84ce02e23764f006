import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { together } from '../../../worker/records/together.ts';

const table = () => `together_${crypto.randomUUID().replaceAll('-', '')}`;
const count = async (name: string) => (await env.DB.prepare(`SELECT COUNT(*) AS n FROM ${name}`).first<{ n: number }>())?.n;

it('writes what several ask for at the same moment as one batch', async () => {
  const name = table();
  await env.DB.exec(`CREATE TABLE ${name} (id TEXT PRIMARY KEY)`);
  let batches = 0;
  const counting: D1Database = new Proxy(env.DB, {
    get(db, key) {
      if (key === 'batch') batches += 1;
      const value: unknown = Reflect.get(db, key);
      return typeof value === 'function' ? value.bind(db) : value;
    },
  });
  const write = together(counting);
  const insert = (id: string) => env.DB.prepare(`INSERT INTO ${name} (id) VALUES (?1)`).bind(id);
  await Promise.all([write([insert('a'), insert('b')]), write([insert('c')])]);
  await write([insert('d')]);
  expect({ batches, rows: await count(name) }).toEqual({ batches: 2, rows: 4 });
});

it('fails nobody for the statement of another', async () => {
  const name = table();
  await env.DB.exec(`CREATE TABLE ${name} (id TEXT PRIMARY KEY)`);
  const write = together(env.DB);
  const insert = (id: string | null) =>
    env.DB.prepare(`INSERT INTO ${name} (id) SELECT id FROM (SELECT ?1 AS id) WHERE id IS NOT NULL`).bind(id);
  const bad = env.DB.prepare(`INSERT INTO ${name} (id) VALUES ('a'), ('a')`);
  const [good, failed] = await Promise.allSettled([write([insert('b')]), write([bad])]);
  expect([good.status, failed.status, await count(name)]).toEqual(['fulfilled', 'rejected', 1]);
});
