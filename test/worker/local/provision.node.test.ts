import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readWrangler } from '../../../worker/local/config.ts';
import { findBucket, findDatabase, secretArguments, writeDatabaseId } from '../../../worker/local/provision.ts';
import type { Wrangler } from '../../../worker/local/wrangler.ts';

/** An account that answers as wrangler prints (4.156.2), notices included. */
function account(databases: { uuid: string; name: string }[], buckets: string[], secrets: string[] | null) {
  const asked: string[] = [];
  const wrangler: Wrangler = (args) => {
    asked.push(args.join(' '));
    const [group, verb, third, fourth] = args;
    if (group === 'd1' && verb === 'list') return { ok: true, output: `Update available\n${JSON.stringify(databases)}\n` };
    if (group === 'd1' && verb === 'create') databases.push({ uuid: 'made', name: third ?? '' });
    if (group === 'r2' && third === 'info') return { ok: buckets.includes(fourth ?? ''), output: '' };
    if (group === 'r2' && third === 'create') buckets.push(fourth ?? '');
    if (group === 'secret')
      return secrets ? { ok: true, output: JSON.stringify(secrets.map((name) => ({ name }))) } : { ok: false, output: 'no worker' };
    return { ok: true, output: '' };
  };
  return { wrangler, asked };
}
const log = () => {};

describe('provisioning', () => {
  test('creates the database once and says its id', () => {
    const { wrangler, asked } = account([{ uuid: 'other', name: 'other' }], [], []);
    expect(findDatabase(wrangler, 'handrail', log)).toBe('made');
    expect(findDatabase(wrangler, 'handrail', log)).toBe('made');
    expect(asked.filter((line) => line === 'd1 create handrail')).toHaveLength(1);
  });

  test('creates the bucket once', () => {
    const { wrangler, asked } = account([], [], []);
    findBucket(wrangler, 'releases', log);
    findBucket(wrangler, 'releases', log);
    expect(asked.filter((line) => line === 'r2 bucket create releases')).toHaveLength(1);
  });

  test('stops with what wrangler said', () => {
    const wrangler: Wrangler = () => ({ ok: false, output: 'You need to purchase R2' });
    expect(() => findBucket(wrangler, 'releases', log)).toThrow('purchase R2');
  });

  test('never replaces a secret that the worker has', () => {
    expect(secretArguments(account([], [], ['HANDRAIL_SECRET']).wrangler, readWrangler(), log)).toEqual([]);
  });

  test('writes the id and nothing else', () => {
    const folder = mkdtempSync(join(tmpdir(), 'handrail-toml-'));
    const file = join(folder, 'wrangler.toml');
    writeFileSync(file, '# why\ndatabase_id = "0"\nname = "x" # database_id = "1"\n');
    expect(writeDatabaseId(file, 'abc')).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe('# why\ndatabase_id = "abc"\nname = "x" # database_id = "1"\n');
    expect(writeDatabaseId(file, 'abc')).toBe(false);
    rmSync(folder, { recursive: true });
  });
});
