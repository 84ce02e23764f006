import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { expect, test } from 'vitest';
import { root } from '../../worker/local/config.ts';
import { files, IGNORED, read } from './files.ts';

const TOP = [
  'LICENSE',
  'README.md',
  'docs',
  'kb',
  'package-lock.json',
  'package.json',
  'policy',
  'test',
  'tsconfig.json',
  'widget',
  'worker',
  'worker-configuration.d.ts',
  'wrangler.toml',
];

test('the top folder holds what the design names, and dot-files', () => {
  const entries = readdirSync(root).filter((name) => !name.startsWith('.') && !IGNORED.includes(name));
  expect(entries.filter((name) => !TOP.includes(name))).toEqual([]);
  expect(TOP.filter((name) => !entries.includes(name))).toEqual([]);
});

test('git ignores what these tests ignore', () => {
  const ignored = read('.gitignore').split('\n');
  expect(IGNORED.filter((name) => !ignored.includes(`${name}/`))).toEqual([]);
});

/** Put together here, so that this file does not hold what it looks for. */
const MACHINE = new RegExp(`(?<![\\w.\\-/])/(?:${['home', 'Users', 'root', 'work', 'private/tmp'].join('|')})/\\w`);
const REGISTRIES = [`registry.${'npmjs'}.org`, `registry.${'yarnpkg'}.com`, `npm.pkg.${'github'}.com`];

test("no file names a path of somebody's machine or a package registry", () => {
  let configured: string[] = [];
  try {
    const url = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8', cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
    configured = [new URL(url.trim()).host];
  } catch {
    // Without npm on the path the well-known ones are looked for.
  }
  const own = [homedir(), root.replace(/\/$/, '')].filter((path) => path.split('/').length > 2);
  const found = files.flatMap((path) => {
    const text = read(path);
    const machine = MACHINE.exec(text)?.[0];
    const named = [...REGISTRIES, ...configured, ...own].filter((one) => text.includes(one));
    return machine || named.length > 0 ? [{ path, machine, named }] : [];
  });
  expect(found).toEqual([]);
});

test('the lock names no place to fetch from, and every package has its hash', () => {
  const lock: { packages: Record<string, { resolved?: string; integrity?: string; link?: boolean; inBundle?: boolean }> } = JSON.parse(
    read('package-lock.json'),
  );
  const packages = Object.entries(lock.packages).filter(([name]) => name !== '');
  expect(packages.filter(([, one]) => one.resolved !== undefined).map(([name]) => name)).toEqual([]);
  expect(packages.filter(([, one]) => !one.integrity && !one.inBundle).map(([name]) => name)).toEqual([]);
});

test('every dependency is one exact version', () => {
  const { dependencies, devDependencies }: Record<string, Record<string, string>> = JSON.parse(read('package.json'));
  const versions = Object.entries({ ...dependencies, ...devDependencies });
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

test('every script of package.json runs a file that exists, after the install check', () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'));
  const running = Object.entries(scripts).filter(([, command]) => command.startsWith('node '));
  expect(running.filter(([, command]) => !files.includes(command.split(' ')[1] ?? '')).map(([name]) => name)).toEqual([]);
  const unchecked = running.filter(([name]) => !name.startsWith('pre') && scripts[`pre${name}`] !== 'node worker/local/install.mjs');
  expect(unchecked.map(([name]) => name)).toEqual([]);
});
