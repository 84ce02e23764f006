import { expect, test } from 'vitest';
import { z } from 'zod';
import { describe as described, firstLine, note, type Reading } from '../../kb/source.ts';

test('counts what happens on many pages, and keeps where it happened first', () => {
  const notes: Reading['notes'] = new Map();
  for (const line of [3, 5, 9]) note({ notes }, 'left out', { file: 'a.jsonl', line });
  expect([...notes]).toEqual([['left out', { file: 'a.jsonl', line: 3, count: 3, rule: 'changed' }]]);
});

test('names the field of an issue, and the first line of an error', () => {
  const { error } = z.object({ a: z.object({ b: z.string() }) }).safeParse({ a: { b: 1 } });
  expect(error?.issues.map(described)[0]).toMatch(/^a\.b: .*\.$/);
  expect([firstLine(new Error('one\ntwo')), firstLine('x')]).toEqual(['one', 'unreadable']);
});
