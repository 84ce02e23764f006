import { expect, it } from 'vitest';
import type { Author, Body, Message } from '../../../../worker/protocol.ts';
import { archivedSchema } from '../../../../worker/records/conversations/schema.ts';
import { archivedOf, shortened } from '../../../../worker/records/conversations/snapshot.ts';
import type { Stored } from '../../../../worker/rooms/conversation-store.ts';
import { startContext } from '../../../../worker/turn/session.ts';
import { drawn } from '../reviews/samples.ts';

const stored = (over: Partial<Stored['conversation']> = {}, rest: Partial<Stored> = {}): Stored => ({
  conversation: {
    id: 'c-12345678',
    site: 'shop',
    visitor: 'abcdef',
    history: 'h',
    createdAt: '2026-11-23T10:00:00.000Z',
    state: 'assistant',
    epoch: 0,
    revision: 3,
    handoff: null,
    agent: null,
    returnedFrom: '',
    ...over,
  },
  pending: null,
  context: startContext('de'),
  identity: null,
  network: '',
  feedback: null,
  contactEmail: null,
  page: null,
  queue: null,
  ...rest,
});

const priya: Author = { kind: 'agent', id: 'priya', name: 'Priya Raman' };
const texts = (...said: [Author['kind'] | Author, string | Body][]): Message[] =>
  said.map(([who, body], i) => ({
    id: `m-${i + 1}`,
    seq: i + 1,
    at: `2026-11-23T10:0${i}:00.000Z`,
    author: typeof who === 'string' ? (who === 'agent' ? priya : { kind: who }) : who,
    body: typeof body === 'string' ? { type: 'text', text: body } : body,
  }));

it('says who asked what, who answered, and what became of it', () => {
  const messages = texts(
    ['customer', 'Where is my\ntent?'],
    ['assistant', { type: 'ask', text: 'Which order?', missing: ['number'] }],
    ['customer', 'FW-10001'],
    ['system', { type: 'notice', code: 'claimed', text: 'Priya has joined' }],
    ['agent', 'It was sent yesterday and arrives before Friday.'],
    ['agent', 'Goodbye!'],
    ['system', { type: 'notice', code: 'resolved', text: 'Resolved' }],
  );
  const about = archivedOf(stored({ state: 'resolved', agent: { id: 'priya', name: 'Priya Raman' } }, { feedback: 'up' }), messages, [
    drawn('t-1', { area: 'order-status' }),
    { ...drawn('t-2', { sent: false }), ruleIds: ['dropped'] },
  ]);
  expect(archivedSchema.parse(about)).toEqual(about);
  expect(about).toMatchObject({
    revision: 10,
    label: 'Visitor ABCD',
    language: 'de',
    resolved: '2026-11-23T10:06:00.000Z',
    resolvedBy: 'person',
    area: 'order-status',
    reason: null,
    rules: ['approved-answer-is-sent'],
    agents: [{ id: 'priya', name: 'Priya Raman' }],
    feedback: 'up',
    first: 'Where is my tent?',
    last: 'Goodbye!',
    counts: { customer: 2, assistant: 1, agent: 2 },
    answer: 'It was sent yesterday and arrives before Friday.',
    asked: 'Where is my\ntent?\nFW-10001',
  });
  expect(about.said).toBe('Which order?\nIt was sent yesterday and arrives before Friday.\nGoodbye!');
});

it('grows with each message, and stays within bounds however much is written', () => {
  const few = texts(['customer', 'a']);
  const more = [...few, ...texts(['customer', 'b'], ['customer', 'c']).map((message) => ({ ...message, seq: message.seq + 1 }))];
  expect(archivedOf(stored(), more, []).revision).toBeGreaterThan(archivedOf(stored(), few, []).revision);
  const long = Array.from({ length: 30 }, (_, i) => texts(['customer', `begin${i} ${'x'.repeat(3_900)} end${i}`])[0]).filter(
    (one) => one !== undefined,
  );
  const { asked, first } = archivedOf(stored(), long, []);
  expect(asked.length).toBeLessThanOrEqual(20_001);
  expect([asked.startsWith('begin0'), asked.endsWith('end29'), first.length]).toEqual([true, true, 200]);
});

it('a customer ends it where no person had it, and control characters are spaces', () => {
  const about = archivedOf(stored({ state: 'resolved' }), texts(['customer', 'a\u0002b\u0000c']), []);
  expect([about.resolvedBy, about.resolved, about.asked]).toEqual(['customer', null, 'a b c']);
  expect(shortened('  one\n two  ', 5)).toBe('one …');
});
