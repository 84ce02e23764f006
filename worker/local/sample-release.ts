import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { releaseHash } from '../release/format.ts';
import { root } from './config.ts';

export interface SampleRelease {
  hash: string;
  bytes: Uint8Array;
}

/** All that decides what the sample release is; the encoder by the name in its artifact.ts. */
const sources = ['policy', 'kb', 'worker/release', 'worker/ports', 'worker/turn'];

/**
 * The sample release, built when something it is made of has changed. Judging every question takes some seconds, and the
 * product is started many times on the same articles.
 */
export async function sampleRelease(
  folder = join(root, '.build', 'releases'),
  progress: (line: string) => void = () => {},
): Promise<SampleRelease> {
  const file = join(folder, `${await fingerprint()}.bin`);
  if (existsSync(file)) {
    const bytes = new Uint8Array(await readFile(file));
    return { hash: await releaseHash(bytes), bytes };
  }
  const { buildRelease } = await import('../release/build.ts');
  const { hash, bytes } = await buildRelease({ policy: join(root, 'policy'), kb: join(root, 'kb/articles') }, { progress });
  await mkdir(folder, { recursive: true });
  // Two starts at a time may both build; a file is never there in part.
  await writeFile(`${file}.${process.pid}`, bytes);
  await rename(`${file}.${process.pid}`, file);
  return { hash, bytes };
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) {
    const entries = await readdir(join(root, source), { withFileTypes: true, recursive: true });
    const names = entries
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.bin'))
      .map((entry) => join(entry.parentPath, entry.name));
    for (const name of names.sort()) hash.update(name.slice(root.length)).update(await readFile(name));
  }
  // Articles come up for review, which a check notices: a release is not older than a day.
  return hash.update(new Date().toISOString().slice(0, 10)).digest('hex').slice(0, 32);
}
