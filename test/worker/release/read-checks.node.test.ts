import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readChecks } from '../../../worker/release/read-checks.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handrail-checks-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return readChecks({ policy: join(folder, 'policy'), kb: join(folder, 'kb/articles') });
}

test('cases come in one order with rule and outcome of their folders; golden questions lie beside the articles', async () => {
  const { cases, golden, problems } = await write({
    'policy/cases/b-rule/handoff/two.json': '{"messages":["two"]}',
    'policy/cases/a-rule/answer/one.json': '{"facts":{"smalltalk":"hello"}}',
    'kb/golden.jsonl': '{"id":"g","messages":["where?"],"expect":{"article":"here"},"also":["there"]}\n\n',
  });
  expect(problems).toEqual([]);
  expect(cases).toEqual([
    { rule: 'a-rule', outcome: 'answer', name: 'one.json', facts: { smalltalk: 'hello' } },
    { rule: 'b-rule', outcome: 'handoff', name: 'two.json', messages: ['two'] },
  ]);
  expect(golden).toEqual([{ id: 'g', messages: ['where?'], expect: { article: 'here' }, also: ['there'], locale: 'en' }]);
});

test('a folder without any has none', async () => {
  expect(await write({})).toEqual({ cases: [], golden: [], problems: [] });
});

test('every problem is named with its file and line', async () => {
  const { problems } = await write({
    'policy/cases/a-rule/maybe/one.json': '{"messages":["one"]}',
    'policy/cases/a-rule/answer/broken.json': '{"messages":',
    'policy/cases/a-rule/answer/odd.json': '{"messages":["one"],"outcome":"answer"}',
    'policy/cases/stray.json': '{"messages":["one"]}',
    'kb/golden.jsonl': '{"id":"g","messages":["where?"]}\n{"id":"g","messages":["again?"]}\n{"id":"h"}\n',
  });
  expect(problems.map((problem) => problem.split(': ')[0])).toEqual([
    'cases/a-rule/answer/broken.json',
    'cases/a-rule/answer/odd.json',
    'cases/a-rule/maybe/one.json',
    'cases/stray.json',
    'golden.jsonl:2',
    'golden.jsonl:3',
  ]);
  expect(problems.every((problem) => !problem.includes(folder))).toBe(true);
});
