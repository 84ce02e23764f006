import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root } from '../../worker/local/config.ts';

/** What people give to the command line by mistake, as real processes with little memory. */
const folder = mkdtempSync(join(tmpdir(), 'handrail-kb-bad-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const NODE = ['--max-old-space-size=400'];
/** Permissions do not count for root, so root becomes somebody. */
const somebody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

function kb(args: string[], options: object = {}) {
  const began = performance.now();
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [...NODE, 'kb/cli.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
    timeout: 50_000,
    ...options,
  });
  return { status, signal, out: stdout.trim(), err: stderr.trim(), ms: performance.now() - began };
}
function put(name: string, data: string | Uint8Array): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, data);
  return file;
}
const into = (name: string) => join(folder, 'into', name, 'articles');
const importTo = (from: string, name: string, ...more: string[]) =>
  kb(['import', from, '--into', into(name), '--approved-by', 'Marta Kowalska', '--review-by', '2099-01-01', ...more]);
const json = (...rows: object[]) => rows.map((row) => JSON.stringify(row)).join('\n');

test('names everything that is wrong with everything in one run, and imports nothing of it', () => {
  const csv = 'id,question,answer\n1,How much is it?,Nothing.\n';
  const binary = Uint8Array.from({ length: 3_000 }, (_, i) => (i * 7_919) % 251);
  const files: [string, string | Uint8Array, number, string][] = [
    ['array.jsonl', '[\n{"id":"x"}\n]', 1, 'is JSON, but not one object a line'],
    ['binary.csv', binary, 1, 'is not text (it holds zero bytes)'],
    ['binary.jsonl', binary.map((byte) => byte | 0x80), 1, 'is not readable as UTF-8'],
    ['binary.md', Buffer.from('%PDF-1.7'), 1, 'is a PDF, not text'],
    [
      'bomb.md',
      `---\na0: &a0 [x, x]\n${Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`).join('\n')}\n---\nx`,
      2,
      'aliases of aliases',
    ],
    ['comma.jsonl', '{"id":"c","question":"q c","answer":"x"},\n', 1, 'ends in a comma'],
    ['deep.md', `---\nx: ${'['.repeat(20_000)}\n---\nx`, 2, 'nested too deeply'],
    ['latin1.csv', Buffer.from('id,question,answer\n1,Où,à Lyon\n', 'latin1'), 2, 'is not readable as UTF-8; save it again'],
    ['long.md', `# Long\n\n${'word '.repeat(100_000)}`, 1, 'characters; the limit is 100,000'],
    ['nul.csv', 'id,question,answer\n1,How\0?,x\n', 2, 'zero bytes'],
    ['quotes.csv', 'id,question,answer\n1,q,"never closed\n2,q,a\n', 2, 'begins a row that is not readable CSV'],
    ['ragged.csv', 'id,question,answer\nr1,only\nr2,q,Yes, we do\n', 3, 'has 4 cells where the first line names 3'],
    ['signs.md', `# Signs\n\n${'_a'.repeat(50_000)}`, 1, 'signs of markup'],
    ['toml.md', '+++\ntitle = "x"\n+++\nx', 1, 'has its fields as TOML'],
    ['twice.jsonl', '{"id":"t","question":"q","answer":"yes","answer":"no"}\n', 1, 'has "answer" twice'],
    ['twice.md', '---\ntitle: a\ntitle: b\n---\nx', 3, 'a field stands there twice'],
    ['utf16.csv', Buffer.from(`\ufeff${csv}`, 'utf16le').subarray(0, -1), 2, 'is not readable as UTF-16LE'],
  ];
  for (const [name, data] of files) put(`wrong/${name}`, data);
  put('wrong/good.md', '# Good\n\nWords.\n');
  symlinkSync('.', join(folder, 'wrong', 'self'));
  const { status, err, ms } = importTo(join(folder, 'wrong'), 'wrong');
  expect(status).toBe(1);
  for (const [name, , line, says] of files)
    expect(err).toMatch(new RegExp(`^error: ${name}:${line}: .*${says.replace(/[()]/g, '\\$&')}`, 'm'));
  expect(err).toContain(`kb: nothing was written: ${files.length + 1} errors`);
  expect(existsSync(into('wrong'))).toBe(false);
  expect(ms).toBeLessThan(40_000);
});

test('reads what can be read: UTF-16, other line ends, other signs, names in capitals, a few odd characters', () => {
  const csv = 'ID;Question;ANSWER\r\nu;How much is it?;Nothing, really\r\n';
  put('odd/a.csv', Buffer.from(`\ufeff${csv}`, 'utf16le'));
  put('odd/b.csv', Buffer.from(csv.replace('u;', 'v;').replace('much', 'little'), 'utf16le').swap16());
  put('odd/c.csv', 'id\tquestion\tanswer\rw\thow long\ttwo days\r');
  put('odd/d.jsonl', json({ id: '😀', question: '怎么退货 how to return возврат?', answer: 'Да, 30 days 退货 مرحبا.' }));
  put('odd/e.jsonl', '{"id":"e","question":"broken \\ud83d sign \\u0000 here","answer":"x\\udc00y"}');
  put('odd/f.jsonl', json({ title: '🎉🎉', text: 'A party.' }, { title: '税', text: 'Tax.', lang: 'zh' }));
  put(
    'odd/g.jsonl',
    json({ id: '..', question: 'one word', answer: 'x', topic: '../../x' }, { id: 'con', question: 'other', answer: 'y', topic: 'aux' }),
  );
  put(
    'odd/h.jsonl',
    json({ id: 'Returns', question: 'returns one', answer: 'x' }, { id: 'returns', question: 'returns two', answer: 'y' }),
  );
  put(`odd/${'n'.repeat(240)}.md`, '---\r\ntitle: A long name\r\n---\r\nWords.\r\n');
  const { status, err, out } = importTo(join(folder, 'odd'), 'odd');
  expect(err).toContain('invisible or broken characters were taken out');
  expect([status, out]).toEqual([0, expect.stringContaining('12 new, 0 replaced, 0 unchanged articles in 2 languages')]);
  const names = readdirSync(into('odd'), { recursive: true, encoding: 'utf8' });
  expect(names.filter((name) => name.endsWith('.md'))).toHaveLength(12);
  for (const name of names) expect(name).toMatch(/^[a-z0-9-]+(\/[a-z0-9-]+\.md)?$/);
  expect(kb(['check', into('odd')])).toMatchObject({ status: 0, out: '12 articles, 12 questions, 3 topics: nothing to mend' });
});

test('says what of HTML and of links does not come along', () => {
  put(
    'html/a.md',
    '# Page\n\n<script>alert(1)</script>\n\nSee <iframe src="https://x.example"></iframe> [x](data:text/html,hi) and [gone](gone.md#there).\n',
  );
  const { status, err } = importTo(join(folder, 'html'), 'html');
  expect(status).toBe(0);
  for (const says of [
    'left out <script>',
    'left out <iframe>',
    'a link leads to no address of the web',
    'the link "gone.md#there" leads to no article',
  ])
    expect(err).toContain(says);
});

test.each([
  ['an empty folder', 'nothing', null, 'there is no article here; the assistant would know nothing.'],
  ['an empty file', 'nothing.csv', '', 'holds no article; add at least one.'],
  ['names of columns and nothing below', 'head.csv', 'id,question,answer\n', 'holds no article; add at least one.'],
  ['a path that is not there', 'nowhere', undefined, 'is not there; give a folder or a file'],
])('refuses %s', (_, name, data, says) => {
  if (data === null) mkdirSync(join(folder, name));
  else if (data !== undefined) put(name, data);
  for (const result of [
    kb(['check', join(folder, name)]),
    importTo(join(folder, name), name),
    kb(['publish', join(folder, name), '--dry-run']),
  ]) {
    expect(result.status).toBe(1);
    expect(result.err).toContain(says);
  }
});

test('refuses 50 MB before it reads them, and says how to split them', () => {
  const file = put('large.csv', 'id,question,answer\n');
  truncateSync(file, 50 * 1024 * 1024);
  const { status, err, ms } = kb(['check', file]);
  expect([status, err]).toEqual([
    1,
    expect.stringContaining('large.csv:1: has 50 MB; the limit is 20 MB. Split it into 3 files, between rows,'),
  ]);
  expect(ms).toBeLessThan(25_000);
});

test('refuses 60,000 rows within seconds', () => {
  const rows = Array.from({ length: 60_000 }, (_, i) => `${i},question ${i} of many,"${'some words of an answer '.repeat(11)}${i}"`);
  const file = put('rows.csv', `id,question,answer\n${rows.join('\n')}\n`);
  const { status, err, ms } = kb(['check', file]);
  expect([status, err]).toEqual([1, expect.stringContaining('rows.csv:1: is where there are more than 20,000 articles')]);
  expect(ms).toBeLessThan(40_000);
});

test('keeps the report of ten thousand equal questions short', () => {
  const one = put(
    'same-one.jsonl',
    json({ id: 'a', question: 'how much', answer: 'x', variants: Array.from({ length: 10_000 }, () => 'how much') }),
  );
  const many = put(
    'same-many.jsonl',
    json(...Array.from({ length: 10_000 }, (_, i) => ({ id: `a${i}`, question: 'how much', answer: `x${i}` }))),
  );
  const pairs = put(
    'pairs.jsonl',
    json(...Array.from({ length: 10_000 }, (_, i) => ({ id: `a${i}`, question: `how much ${i >> 1}`, answer: `x${i}` }))),
  );
  expect(kb(['check', one]).err).toContain('has the question "how much" 10,001 times; once is enough.');
  expect(kb(['check', many]).err).toContain('in a0 (same-many.jsonl:1), a1 (same-many.jsonl:2), a2 (same-many.jsonl:3) and 9,997 more');
  expect(kb(['check', pairs]).err.split('\n')).toHaveLength(9);
  expect(kb(['check', pairs]).err).toContain('… and 4,995 more errors of this kind (contradicting-questions)');
});

test.skipIf(process.platform === 'win32')('names every file and folder that may not be read, beside what is wrong with the others', () => {
  put('locked/a.md', '# A page\n\nWords.');
  put('locked/b.md', '---\ntitle: [\n---\nx');
  put('locked/sub/c.md', '# C page\n\nWords.');
  chmodSync(join(folder, 'locked', 'a.md'), 0);
  chmodSync(join(folder, 'locked', 'sub'), 0);
  const { status, err } = kb(['check', join(folder, 'locked')], somebody);
  chmodSync(join(folder, 'locked', 'sub'), 0o755);
  expect(status).toBe(1);
  expect(err).toContain('error: a.md:1: may not be read or changed; see who may read it.');
  expect(err).toContain('error: sub/:1: may not be read or changed; see who may open the folder.');
  expect(err).toContain('error: b.md:2: front matter is not YAML');
});

test.skipIf(process.platform === 'win32')('says where it may not write, and that nothing changed', () => {
  mkdirSync(join(folder, 'readonly'), { mode: 0o555 });
  const from = put('faq.csv', 'id,question,answer\na,how much is it,Nothing.\n');
  const args = ['import', from, '--into', join(folder, 'readonly', 'articles'), '--approved-by', 'Marta', '--review-by', '2099-01-01'];
  const { status, err } = kb(args, somebody);
  expect(status).toBe(1);
  expect(err).toMatch(/^kb: .*readonly.*: may not be read or changed; everything is as it was$/m);
});

/** A disk of 300 KB, where the system lets us have one. */
const disk = join(folder, 'disk');
const onDisk = (command: string) =>
  spawnSync('unshare', ['-rm', 'sh', '-c', `mount -t tmpfs -o size=300k tmpfs "${disk}" && ${command}`], { cwd: root, encoding: 'utf8' });
mkdirSync(disk);
test.skipIf(process.platform !== 'linux' || onDisk('true').status !== 0)('says that the disk is full, and leaves what was there', () => {
  const few = put('disk-few.jsonl', json({ id: 'a', question: 'how much is it', answer: 'Nothing.' }));
  const rows = Array.from({ length: 300 }, (_, i) => ({
    id: `d${i}`,
    question: `question ${i}`,
    answer: `${'some words '.repeat(200)}${i}`,
  }));
  const many = put('disk-many.jsonl', json(...rows));
  const run = (file: string) =>
    `"${process.execPath}" kb/cli.ts import "${file}" --into "${disk}/articles" --approved-by Marta --review-by 2099-01-01`;
  const { stdout, stderr } = onDisk(`${run(few)} && { ${run(many)}; echo "status $?"; cd "${disk}"; find . | sort; }`);
  expect(stderr).toMatch(/^kb: .*the disk is full; everything is as it was$/m);
  expect(stdout.split('\n').slice(1)).toEqual([
    'status 1',
    '.',
    './approvals.log.jsonl',
    './articles',
    './articles/general',
    './articles/general/a.md',
    '',
  ]);
});
