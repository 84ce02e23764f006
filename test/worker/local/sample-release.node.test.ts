import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleRelease } from '../../../worker/local/sample-release.ts';
import { decodeRelease, releaseHash } from '../../../worker/release/format.ts';

test('it is built once, kept whole, and read back as the same release', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'handrail-release-'));
  try {
    const built = await sampleRelease(folder);
    const files = await readdir(folder);
    expect(files).toHaveLength(1);
    const made = (await stat(join(folder, files[0] ?? ''))).mtimeMs;
    const again = await sampleRelease(folder);
    expect((await stat(join(folder, files[0] ?? ''))).mtimeMs).toBe(made);
    expect(again.hash).toBe(built.hash);
    expect(await releaseHash(again.bytes)).toBe(built.hash);
    expect(await readdir(folder)).toEqual(files);
    expect(decodeRelease(again.bytes).ok).toBe(true);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 120_000);
