import type { Facts } from '../../../policy/schema.ts';
import type { ModelCall } from '../../../worker/ports/model/port.ts';
import type { Colleague, Message, Person, QueueEntry } from '../../../worker/protocol.ts';
import type { Draft, TurnRecord } from '../../../worker/turn/record.ts';

/** Whole, valid values with what a test is about laid over them. */

export const me: Person = { id: 'ines', name: 'Ines', role: 'agent' };
export const jonas: Person = { id: 'jonas', name: 'Jonas', role: 'lead' };
/** Somebody at the desk. */
export const colleague = (person: Person, over: Partial<Colleague> = {}): Colleague => ({
  ...person,
  presence: 'online',
  since: '2026-11-23T12:00:00.000Z',
  load: 0,
  capacity: 4,
  teams: [],
  skills: [],
  lostAt: null,
  ...over,
});
export const noon = Date.parse('2026-11-23T12:00:00.000Z');
export const at = (minutes: number): string => new Date(noon + minutes * 60_000).toISOString();

export function entry(over: Partial<QueueEntry> = {}): QueueEntry {
  return {
    handoffId: 'handoff-1',
    conversationId: 'conversation-1',
    status: 'waiting',
    reason: 'low-confidence',
    priority: 3,
    team: 'support',
    area: 'routine-inquiries',
    ruleIds: [],
    language: 'en',
    customer: 'Mara',
    snippet: 'Hello?',
    createdAt: at(0),
    promisedAt: at(15),
    claimedAt: null,
    rankAt: over.promisedAt ?? over.createdAt ?? at(15),
    skills: [],
    awaitingSince: at(0),
    answeredAt: null,
    sla: null,
    agent: null,
    ...over,
  };
}

export function message(seq: number, over: Partial<Message> = {}): Message {
  return { id: `m-${seq}`, seq, at: at(seq), author: { kind: 'customer' }, body: { type: 'text', text: `message ${seq}` }, ...over };
}

export const facts: Facts = {
  language: 'en',
  topic: { id: 'returns', confidence: 0.8 },
  area: 'refunds',
  autonomy: 'assist',
  paused: false,
  sentiment: { score: 0, negative: false },
  safety: { matched: false, kind: '' },
  injection: { matched: false, score: 0, attempts: 0 },
  privacy: { matched: false, type: '' },
  asksForHuman: false,
  smalltalk: '',
  order: { reference: '', needed: false, verified: false, status: 'none', missing: [], overdue: false },
  conversation: { turns: 1, failures: 0, returnedFrom: '', clarified: false },
  knowledge: {
    found: true,
    confidence: 0.7,
    threshold: 0.6,
    evidence: 'fitted',
    article: 'refund-timing',
    stale: false,
    near: 0,
    chosen: false,
    locales: ['en'],
  },
  guard: { checked: true, passed: true },
  refund: { requested: false, eligible: '', amount: 0, automatic: false },
};

export function record(over: Partial<TurnRecord> = {}): TurnRecord {
  return {
    id: 'r-1',
    conversationId: 'conversation-1',
    at: at(0),
    release: 'a94f',
    engine: { embedder: 'none', model: 'none', search: 'bm25', calibrated: false },
    question: 'When do I get my money back?',
    facts,
    passages: [],
    confidence: 0.7,
    draft: { kind: 'text', text: 'Within five days.' },
    verdicts: [],
    outcome: { kind: 'handoff', reason: 'approval-required', text: 'A person will join.', priority: 2, team: 'returns' },
    ruleIds: ['refund-needs-approval'],
    matched: [],
    waits: {},
    sent: true,
    ...over,
  };
}

export const composed: Extract<Draft, { kind: 'composed' }> = {
  kind: 'composed',
  text: 'Refunds take five days. Cards can take seven.',
  sentences: [
    { text: 'Refunds take five days.', cites: [{ articleId: 'refund-timing', title: 'When refunds arrive', passage: 0 }] },
    {
      text: 'Cards can take seven.',
      cites: [
        { articleId: 'refund-timing', title: 'When refunds arrive', passage: 1 },
        { articleId: 'cards', title: 'Cards we take', passage: 0 },
      ],
    },
  ],
  articleId: 'refund-timing',
  title: 'When refunds arrive',
};

export function call(over: Partial<ModelCall> = {}): ModelCall {
  return {
    use: 'compose',
    prompt: 'compose@1',
    model: 'openai local',
    tries: 1,
    tokensIn: 380,
    tokensOut: 45,
    counted: true,
    money: 0.0012,
    firstMs: 300,
    ms: 1_412.4,
    sent: '<question>"When?"</question>',
    ...over,
  };
}
