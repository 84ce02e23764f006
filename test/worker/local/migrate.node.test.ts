import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Miniflare } from 'miniflare';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate, statements } from '../../../worker/local/migrate.ts';

const folder = mkdtempSync(join(tmpdir(), 'handrail-migrate-'));
let miniflare: Miniflare;
beforeAll(() => {
  const manifest = { mainModule: 'i.js', modulesRoot: '/', modules: { 'i.js': { type: 'esm' as const, contents: 'export default {}' } } };
  const config = { name: 'm', compatibilityDate: '2026-11-01', manifest, env: { DB: { type: 'd1' as const, id: 'm' } } };
  miniflare = new Miniflare({ cf: false, workers: [{ config, dev: { rootPath: folder } }] });
});
afterAll(async () => {
  await miniflare.dispose();
  rmSync(folder, { recursive: true });
});

test('statements leaves comments out', () => {
  expect(statements('-- a; b\nCREATE TABLE t (n); -- c\n\nDROP TABLE t;')).toEqual(['CREATE TABLE t (n)', 'DROP TABLE t']);
});

test('applies each file once, in order, and a broken one not at all', async () => {
  const db = await miniflare.getD1Database('DB');
  writeFileSync(join(folder, '0001_t.sql'), 'CREATE TABLE t (n);\nINSERT INTO t VALUES (1);');
  expect(await migrate(db, folder)).toEqual(['0001_t.sql']);
  writeFileSync(join(folder, '0002_t.sql'), 'INSERT INTO t VALUES (2);');
  expect(await migrate(db, folder)).toEqual(['0002_t.sql']);
  expect(await migrate(db, folder)).toEqual([]);
  writeFileSync(join(folder, '0003_t.sql'), 'INSERT INTO t VALUES (3);\nINSERT INTO nowhere VALUES (1);');
  await expect(migrate(db, folder)).rejects.toThrow('nowhere');
  expect((await db.prepare('SELECT n FROM t ORDER BY n').all()).results).toEqual([{ n: 1 }, { n: 2 }]);
});
