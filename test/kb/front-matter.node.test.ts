import { expect, test } from 'vitest';
import { readFrontMatter } from '../../kb/front-matter.ts';
import { processor } from '../processor.ts';

const line = (head: string) => {
  const read = readFrontMatter(head);
  return read.ok ? read.data : `${read.line}: ${read.message}`;
};

test('reads fields, and nothing from nothing', () => {
  expect(line('id: a\nquestions:\n  - b\n')).toEqual({ id: 'a', questions: ['b'] });
  expect(line('')).toBeNull();
});

test('names the line of the file in which something is wrong, and what', () => {
  expect(line('id: a\ntitle: [b\ntopic: c')).toMatch(/^4: front matter is not YAML: .*put text with signs in quotation marks\.$/);
  expect(line('id: a\nid: b')).toBe('3: front matter is not YAML: a field stands there twice; keep one of them.');
  expect(line('title: !important read this')).toMatch(/^2: front matter is not YAML: Unresolved tag: !important/);
});

test.each([
  ['lists in lists', `x: ${'['.repeat(20_000)}${']'.repeat(20_000)}`, 'nested too deeply'],
  ['fields in fields', `x: ${'{a: '.repeat(5_000)}1${'}'.repeat(5_000)}`, 'nested too deeply'],
  [
    'aliases that multiply',
    ['a0: &a0 [x, x]', ...Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`)].join('\n'),
    'aliases of aliases',
  ],
  ['fields without end', `x: ${'y'.repeat(300_001)}`, '300,004 characters; the limit is 300,000'],
])('refuses %s in a moment', (_, head, says) => {
  const spent = processor();
  expect(line(head)).toContain(says);
  expect(spent()).toBeLessThan(2_000);
});
