import { expect, test } from 'vitest';
import { z } from 'zod';
import { describe as described, firstLine, note, type Reading } from '../../kb/source.ts';

test('counts what happens on many pages, and keeps where it happened first', () => {
  const notes: Reading['notes'] = new Map();
  for (const line of [3, 5, 9]) note({ notes }, 'left out', { file: 'a.jsonl', line });
  expect([...notes]).toEqual([['left out', { file: 'a.jsonl', line: 3, count: 3, rule: 'changed' }]]);
});

test('names the field of an issue and what to do, and the first line of an error', () => {
  const schema = z.strictObject({
    id: z.string().regex(/^a/, 'use small letters'),
    title: z.string().min(3).max(5),
    list: z.array(z.string()).min(1).max(2),
    mode: z.enum(['b', 'c']),
    day: z.iso.date(),
    other: z.string(),
  });
  const said = (data: unknown) => (schema.safeParse(data).error?.issues ?? []).map(described);
  expect(said({ id: 'B', title: 'x', list: [], mode: 'd', day: '1 May', other: 1, extra: 2 })).toEqual([
    'id: use small letters.',
    'title: is too short; use at least 3 characters.',
    'list: needs at least 1; add one.',
    'mode: has to be one of "b", "c".',
    'day: has to be a day like 2027-06-01.',
    'other: has to be text.',
    'entry: has fields that nobody reads (extra); kb/README.md names those there are.',
  ]);
  expect(said({ id: 'a', title: 'xxxxxx', list: ['', '', ''], mode: 'b', day: '2027-01-01' })).toEqual([
    'title: is too long; use at most 5 characters.',
    'list: may hold 2; keep those that differ most.',
    'other: is missing; fill it in.',
  ]);
  expect(said('x')).toEqual(['entry: has to be fields with values.']);
  expect([firstLine(new Error('one\ntwo')), firstLine('x')]).toEqual(['one', 'unreadable']);
});
