import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';

export interface Chrome {
  path: string;
  env?: Record<string, string>;
}

/** A system without the libraries of a desktop gets those that come with the package. */
function lacksLibraries(path: string): boolean {
  try {
    return execFileSync('ldd', [path], { encoding: 'utf8' }).includes('not found');
  } catch {
    return false;
  }
}

async function unpack(archives: string, home: string): Promise<void> {
  const partial = `${home}.${process.pid}`;
  mkdirSync(partial, { mode: 0o700 });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = partial;
  try {
    const { default: pack, inflate } = await import('@sparticuz/chromium');
    await pack.executablePath();
    await inflate(join(archives, 'al2023.tar.br'));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  // The configuration in the package names folders that are not there.
  const fonts = `<?xml version="1.0"?><fontconfig><dir>${home}/fonts</dir><cachedir>${home}/fonts-cache</cachedir></fontconfig>`;
  writeFileSync(join(partial, 'handrail-fonts.conf'), fonts);
  try {
    renameSync(partial, home);
  } catch {
    // Another process was first; its folder is as complete as ours.
    rmSync(partial, { recursive: true, force: true });
  }
}

/**
 * The Chromium of the npm package. It unpacks into the temp folder and takes whatever stands there already, of any
 * version (153.0.0, 2026-11-22): so the temp folder it sees is ours alone, named after the version, and takes its final name
 * only when complete.
 */
export async function bundledChromium(): Promise<Chrome> {
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const manifest: unknown = JSON.parse(readFileSync(join(dirname(main), '..', 'package.json'), 'utf8'));
  const { version } = z.object({ version: z.string() }).parse(manifest);
  const home = join(tmpdir(), `handrail-chromium-${version}-${process.getuid?.() ?? 0}`);
  if (!existsSync(home)) await unpack(join(dirname(main), '..', 'bin'), home);
  if (process.getuid && statSync(home).uid !== process.getuid()) throw new Error(`${home} belongs to somebody else; remove it`);
  const path = join(home, 'chromium');
  return {
    path,
    env: {
      ...(lacksLibraries(path) ? { LD_LIBRARY_PATH: join(home, 'al2023', 'lib') } : {}),
      ...(existsSync('/usr/share/fonts') ? {} : { FONTCONFIG_FILE: join(home, 'handrail-fonts.conf') }),
    },
  };
}
