import { expect, test } from 'vitest';
import type { ImportProblem } from '../../kb/import.ts';
import { jsonRows } from '../../kb/jsonl.ts';

function rows(text: string) {
  const problems: ImportProblem[] = [];
  return { rows: jsonRows({ name: 'faq.jsonl', text }, problems), problems: problems.map(({ line, message }) => `${line}: ${message}`) };
}

test('reads one object a line, also with Windows line ends and empty lines', () => {
  expect(rows('{"id":1}\r\n\r\n{"id":2}\r\n')).toEqual({
    rows: [
      { line: 1, row: { id: 1 } },
      { line: 3, row: { id: 2 } },
    ],
    problems: [],
  });
});

test('names each bad line with what is wrong, and keeps the others', () => {
  const found = rows('{"id":1},\n{"id":2,}\n{"id":3\n{"id":4}\n');
  expect(found.rows).toEqual([{ line: 4, row: { id: 4 } }]);
  expect(found.problems).toEqual([
    '1: ends in a comma; take it away.',
    '2: has a comma before its last }; take it away.',
    '3: is not JSON; write one object a line.',
  ]);
});

test.each(['[\n{"id":1},\n{"id":2}\n]', '[{"id":1},{"id":2}]', '\n{\n  "id": 1\n}\n'])(
  'says once that %j is JSON of another form',
  (text) => {
    const found = rows(text);
    expect(found.rows).toEqual([]);
    expect(found.problems).toHaveLength(1);
    expect(found.problems[0]).toMatch(/^[12]: is JSON, but not one object a line; /);
  },
);

test('refuses an object with two values of one name, but not deeper or inside words', () => {
  expect(rows('{"id":"a","answer":"yes","answer":"no"}').problems).toEqual(['1: has "answer" twice; keep one of them.']);
  expect(rows('{"id":"a","b":{"id":1},"c":["id","id"],"d":"\\"id\\": 1, {"}').problems).toEqual([]);
});

test('reads a line of many megabytes', () => {
  expect(rows(JSON.stringify({ id: 'a', answer: 'word "quoted" {x} '.repeat(500_000) })).rows).toHaveLength(1);
});
