import { expect, test } from 'vitest';
import type { Finding } from '../../kb/check.ts';
import { counted, formatFinding, reportOf, summaryOf } from '../../kb/report.ts';

const finding = (over: Partial<Finding> = {}): Finding => ({
  file: 'a.md',
  line: 3,
  severity: 'error',
  rule: 'x',
  message: 'is wrong; mend it.',
  ...over,
});
const many = (count: number, over: Partial<Finding> = {}) => Array.from({ length: count }, (_, i) => finding({ line: i + 1, ...over }));

test('writes a finding as editors read it, and one of the whole without a place', () => {
  expect(formatFinding(finding())).toBe('error: a.md:3: is wrong; mend it.');
  expect(formatFinding(finding({ file: '.' }))).toBe('error: is wrong; mend it.');
});

test('lists few findings as they are', () => {
  expect(reportOf(many(50))).toHaveLength(50);
});

test('of many, lists the first of each kind, and how many more there are in how many files', () => {
  const findings = [
    ...many(10_000),
    ...many(2, { rule: 'y' }),
    ...many(7, { severity: 'warning' }),
    finding({ severity: 'warning', file: 'b.md' }),
  ];
  const lines = reportOf(findings);
  expect(lines.slice(4, 7)).toEqual([
    'error: a.md:5: is wrong; mend it.',
    '… and 9,995 more errors of this kind (x)',
    'error: a.md:1: is wrong; mend it.',
  ]);
  expect(lines.slice(-2)).toEqual(['… and 3 more warnings of this kind (x) in 2 files', '--all lists every one']);
  expect(lines).toHaveLength(15);
  expect(reportOf(findings, true)).toHaveLength(10_010);
});

test('sums up in one line', () => {
  const articles = [
    { questions: ['a', 'b'], topic: 'x' },
    { questions: ['c'], topic: 'x' },
  ];
  expect(summaryOf(articles, [])).toBe('2 articles, 3 questions, 1 topic: nothing to mend');
  expect(summaryOf([], [finding(), finding({ severity: 'warning' })])).toBe('0 articles, 0 questions, 0 topics: 1 error, 1 warning');
  expect(counted(12_345, 'row')).toBe('12,345 rows');
});
