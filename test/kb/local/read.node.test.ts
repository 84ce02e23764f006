import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { readSources } from '../../../kb/local/read.ts';
import { processor } from '../../processor.ts';

const root = mkdtempSync(join(tmpdir(), 'handrail-kb-read-'));
let folder = '';
let count = 0;
beforeEach(() => {
  folder = join(root, String(++count));
  mkdirSync(join(folder, 'sub', '.git'), { recursive: true });
});
afterAll(() => rmSync(root, { recursive: true }));

test('reads a folder with what is below it, in order, and counts what it leaves out', async () => {
  writeFileSync(join(folder, 'b.md'), 'b');
  writeFileSync(join(folder, 'sub', 'a.MD'), Buffer.from('\ufeffa', 'utf16le'));
  writeFileSync(join(folder, 'README.md'), 'no');
  writeFileSync(join(folder, 'picture.png'), 'no');
  writeFileSync(join(folder, 'sub', '.git', 'c.md'), 'no');
  symlinkSync(tmpdir(), join(folder, 'elsewhere'));
  expect(await readSources(folder)).toEqual({
    files: [
      { name: 'b.md', text: 'b' },
      { name: 'sub/a.MD', text: 'a' },
    ],
    problems: [],
    leftOut: { 'README.md': 1, '.png': 1, 'link or device': 1 },
  });
});

test('reads one file, whatever its folder holds', async () => {
  writeFileSync(join(folder, 'faq.csv'), 'id,question,answer\n');
  expect((await readSources(join(folder, 'faq.csv'))).files).toEqual([{ name: 'faq.csv', text: 'id,question,answer\n' }]);
});

test('refuses 50 MB at once, without reading them', async () => {
  writeFileSync(join(folder, 'big.csv'), 'id,question,answer\n');
  truncateSync(join(folder, 'big.csv'), 50 * 1024 * 1024);
  const before = process.memoryUsage().arrayBuffers;
  const spent = processor();
  const { files, problems } = await readSources(folder);
  expect(files).toEqual([]);
  expect(problems).toEqual([
    {
      file: 'big.csv',
      line: 1,
      message: 'has 50 MB; the limit is 20 MB. Split it into 3 files, between rows, the first line at the top of each.',
    },
  ]);
  expect(spent()).toBeLessThan(1_000);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5e6);
});

test('refuses what is too much only together', async () => {
  for (let i = 0; i < 6; i++) {
    writeFileSync(join(folder, `${i}.csv`), '');
    truncateSync(join(folder, `${i}.csv`), 19 * 1024 * 1024);
  }
  expect((await readSources(folder)).problems[0]?.message).toBe('has 114 MB in all; the limit is 100 MB. Import it in parts.');
});

test('names each file that is no text', async () => {
  writeFileSync(join(folder, 'a.md'), Buffer.from('\x89PNG\r\n', 'latin1'));
  writeFileSync(join(folder, 'b.md'), Buffer.from('one\nM\xfcnchen', 'latin1'));
  const { problems } = await readSources(folder);
  expect(problems.map(({ file, line }) => `${file}:${line}`)).toEqual(['a.md:1', 'b.md:2']);
});

test('says that a path does not exist, and reads an empty folder as nothing', async () => {
  expect((await readSources(join(folder, 'gone'))).problems[0]?.message).toBe('is not there; give a folder or a file that can be read.');
  expect(await readSources(folder)).toEqual({ files: [], problems: [], leftOut: {} });
});

test('follows no links, which can lead in circles', async () => {
  writeFileSync(join(folder, 'a.md'), 'a');
  symlinkSync('.', join(folder, 'self'));
  symlinkSync('..', join(folder, 'sub', 'up'));
  symlinkSync('nowhere.md', join(folder, 'dangling.md'));
  symlinkSync('loop.md', join(folder, 'loop.md'));
  expect(await readSources(folder)).toEqual({ files: [{ name: 'a.md', text: 'a' }], problems: [], leftOut: { 'link or device': 4 } });
  expect((await readSources(join(folder, 'loop.md'))).problems[0]?.message).toBe(
    'is a link to itself; give a folder or a file that can be read.',
  );
});

test.skipIf(process.platform === 'win32')('reads no pipe, which would never end', async () => {
  execFileSync('mkfifo', [join(folder, 'a.md')]);
  expect(await readSources(folder)).toEqual({ files: [], problems: [], leftOut: { 'link or device': 1 } });
  expect((await readSources(join(folder, 'a.md'))).problems[0]?.message).toContain('is neither a folder nor a file');
});

test('reads names of any length and any depth that the system allows', async () => {
  const deep = join(folder, ...Array.from({ length: 12 }, () => 'd'.repeat(60)));
  mkdirSync(deep, { recursive: true });
  writeFileSync(join(deep, `${'n'.repeat(240)}.md`), 'a');
  expect((await readSources(folder)).files.map(({ text }) => text)).toEqual(['a']);
});

test('tells how many files are read', async () => {
  for (let i = 0; i < 40; i++) writeFileSync(join(folder, `${i}.md`), 'a');
  const seen: string[] = [];
  await readSources(folder, (step, done, total) => void seen.push(`${step} ${done}/${total}`));
  expect([seen.length, seen[0], seen.at(-1)]).toEqual([40, 'reading files 0/40', 'reading files 39/40']);
});
