import { expect, test } from 'vitest';
import { summaryOf } from '../../../worker/release/gate-schema.ts';
import { changeLines, gateLines, listLines, progressLine } from '../../../worker/release/print.ts';
import { gateSample } from './samples.ts';

const side = { outcome: 'answer' as const, reason: '', rule: 'approved-answer-is-sent', area: 'faqs' };
const gate = gateSample({
  verdict: 'failed',
  problems: ['1 of 9 policy cases come out otherwise than they say.'],
  failures: [{ check: 'policy-case', name: 'asks/handoff/a.json', expected: 'handoff by asks', got: 'answer by confident' }],
  cases: { total: 10, asked: 9, failed: 1, skipped: 1 },
  golden: { total: 4, asked: 4, answered: 3, wrong: 0, skipped: 0 },
  replay: {
    conversations: ['c'],
    turns: 12,
    changed: 11,
    note: '',
    differences: [
      {
        before: side,
        after: { outcome: 'handoff', reason: 'low-confidence', rule: 'low-confidence', area: 'faqs' },
        change: 'decision',
        words: 'answer → handoff',
        count: 11,
        turns: ['t1', 't2'],
        articles: [{ before: 'returns', after: null, count: 11 }],
      },
    ],
  },
});

test('a gate is read from its verdict down to single turns', () => {
  expect(gateLines(gate)).toEqual([
    'Gate failed, run by Jonas Weber',
    '  1 of 9 policy cases come out otherwise than they say.',
    '  policy cases      8 of 9 come out as they say (1 are about articles that this release does not have)',
    '  golden questions  3 of 4 answered, 0 wrong',
    '  conversations     1 asked again: 11 of 12 turns would end differently',
    '  case asks/handoff/a.json: handoff by asks expected, got answer by confident',
    '    11 × answer → handoff, faqs: approved-answer-is-sent → low-confidence, low-confidence',
    '         11 × article returns → none',
    '         turns t1, t2 …',
  ]);
  expect(progressLine({ ...gate, done: 5, total: 14 })).toBe('gate: 5 of 14 checks, 1 came out otherwise');
});

test('a list marks the active release and says what each still needs', () => {
  const entry = { authorName: 'Jonas', uploadedAt: '2026-11-23T10:00:00.000Z', approverName: null, active: false, gate: null };
  const [one = '', other = ''] = listLines([
    { ...entry, hash: 'a'.repeat(64) },
    { ...entry, hash: 'b'.repeat(64), active: true, approverName: 'Marta', gate: summaryOf(gate) },
  ]);
  expect(one).toMatch(/^ {3}aaaaaaaaaaaa {2}2026-11-23 10:00 {2}by Jonas +gate not run +not approved$/);
  expect(other).toMatch(/^\* {2}b{12} .* gate failed, 11 differ +approved by Marta$/);
  expect(listLines([])[0]).toContain('upload');
});

test('changes stand by part, and nothing is said to be nothing', () => {
  expect(
    changeLines([
      { part: 'Rules', change: 'added', name: 'x', detail: '' },
      { part: 'Articles', change: 'changed', name: 'Returns', detail: 'another text' },
      { part: 'Rules', change: 'removed', name: 'y', detail: '' },
    ]),
  ).toEqual(['Rules', '  + x', '  - y', 'Articles', '  ~ Returns: another text']);
  expect(changeLines([])[0]).toContain('Nothing');
});
