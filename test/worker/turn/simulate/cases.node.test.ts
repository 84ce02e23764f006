import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { caseSchema } from '../../../../worker/turn/simulate/case.ts';
import { readCases } from '../../../../worker/turn/simulate/cases.ts';

const folder = mkdtempSync(join(tmpdir(), 'handrail-cases-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (...lines: string[]) => {
  const path = join(folder, `${lines.join('').length}-${lines.length}.jsonl`);
  writeFileSync(path, lines.join('\n'));
  return path;
};

test('reads a case, its expectations and its language', async () => {
  const line = { id: 'a', messages: ['hello'], expect: { outcome: 'answer', article: 'x', rule: 'r', area: 'faqs' }, locale: 'de' };
  expect(await readCases(file(JSON.stringify(line)))).toEqual({ cases: [line], problems: [] });
});

test('needs an id and messages only, takes a number as an id and ignores what it does not know', () => {
  expect(caseSchema.parse({ id: 7, messages: ['hi'], note: 'mine', expect: { outcome: 'answer', colour: 'red' } })).toEqual({
    id: '7',
    messages: ['hi'],
    locale: 'en',
    expect: { outcome: 'answer' },
  });
});

test('takes a list of outcomes and a reason that must not be', () => {
  expect(caseSchema.parse({ id: 'a', messages: ['hi'], outcomeIn: ['answer', 'clarify'], notReason: 'safety' })).toMatchObject({
    outcomeIn: ['answer', 'clarify'],
    notReason: 'safety',
  });
});

test('skips blank lines and reads lines of Windows', async () => {
  const { cases, problems } = await readCases(file('{"id":"a","messages":["x"]}\r', '', '   ', '{"id":"b","messages":["y"]}\r'));
  expect(problems).toEqual([]);
  expect(cases.map(({ id }) => id)).toEqual(['a', 'b']);
});

test('names every bad line before anything runs', async () => {
  const path = file('{broken', '{"id":"a"}', '{"id":"b","messages":[]}', '{"id":"c","messages":["x"],"expect":{"outcome":"refuse"}}');
  const { problems } = await readCases(path);
  expect(problems.map((problem) => problem.slice(path.length, path.length + 3))).toEqual([':1:', ':2:', ':3:', ':4:']);
  expect(problems[3]).toContain('expect.outcome');
});

test('says that a file holds no case', async () => {
  const path = file('', '');
  expect((await readCases(path)).problems).toEqual([`${path}: holds no case.`]);
});

test('fails for a file that is not there', async () => {
  await expect(readCases(join(folder, 'nowhere.jsonl'))).rejects.toMatchObject({ code: 'ENOENT' });
});
