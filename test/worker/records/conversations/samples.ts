import type { Archived } from '../../../../worker/records/conversations/schema.ts';

/** A conversation that a person resolved; `over` says what is different about it. */
export function past(id: string, over: Partial<Archived> = {}): Archived {
  return {
    id,
    revision: 5,
    identity: null,
    visitor: `visitor-of-${id}`,
    label: 'Visitor AB12',
    language: 'en',
    state: 'resolved',
    created: '2026-11-23T10:00:00.000Z',
    updated: '2026-11-23T10:05:00.000Z',
    resolved: '2026-11-23T10:05:00.000Z',
    resolvedBy: 'person',
    reason: 'low-confidence',
    area: 'faqs',
    team: 'support',
    priority: 3,
    rules: ['low-confidence-goes-to-people'],
    agents: [{ id: 'priya', name: 'Priya Raman' }],
    feedback: null,
    first: `Question of ${id}`,
    last: `Answer to ${id}`,
    counts: { customer: 1, assistant: 0, agent: 1 },
    answer: `Answer to ${id}`,
    asked: `Question of ${id}`,
    said: `Answer to ${id}`,
    ...over,
  };
}
