import type { Gate } from '../../../worker/release/gate-schema.ts';

/** A gate that has run to its end and found nothing. */
export function gateSample(over: Partial<Gate> = {}): Gate {
  return {
    id: 'gate-sample',
    by: { id: 'jonas', name: 'Jonas Weber' },
    startedAt: '2026-11-23T10:00:00.000Z',
    finishedAt: '2026-11-23T10:00:05.000Z',
    against: null,
    verdict: 'passed',
    done: 1,
    total: 1,
    problems: [],
    failures: [],
    cases: { total: 1, asked: 1, failed: 0, skipped: 0 },
    golden: { total: 0, asked: 0, answered: 0, wrong: 0, skipped: 0 },
    replay: { conversations: [], turns: 0, changed: 0, note: '', differences: [] },
    ...over,
  };
}
