import { expect, test } from 'vitest';
import { plainQueue } from '../../../policy/queue.ts';
import { handoffOf } from '../../../worker/rooms/handoff.ts';
import { handoffSchema } from '../../../worker/rooms/machine.ts';
import { record } from '../../widget/desk/samples.ts';

const with_ = { id: 'handoff-1', at: new Date('2026-11-27T10:00:00.000Z'), queue: plainQueue(10), attributes: {}, email: '' };
const outcome = { kind: 'handoff', reason: 'policy-topic', text: 'A person will join.', priority: 2, team: 'privacy' } as const;

test('carries why, how urgent and until when', () => {
  const handoff = handoffOf(record({ outcome }), outcome, with_);
  expect(handoffSchema.parse(handoff)).toMatchObject({
    reason: 'policy-topic',
    team: 'privacy',
    promisedAt: '2026-11-27T10:10:00.000Z',
    end: null,
  });
  expect(Object.keys(handoff)).not.toContain('due');
  expect(Object.keys(handoff)).not.toContain('given');
});

test('carries the legal day of a privacy request, and its kind where that is known', () => {
  const due = '2026-12-27';
  expect(handoffOf(record({ privacy: { type: 'access', due } }), outcome, with_)).toMatchObject({ due, privacyType: 'access' });
  const unknown = handoffOf(record({ privacy: { type: '', due } }), outcome, with_);
  expect(unknown.due).toBe(due);
  expect(Object.keys(unknown)).not.toContain('privacyType');
});

test('carries what the customer already gave, in this message or before it', () => {
  const question = 'Please change the e-mail of my account to ana.new@example.com, my last order was FW-10001';
  expect(handoffOf(record({ question }), outcome, with_).given).toEqual({ order: 'FW10001', email: 'ana.new@example.com' });
  expect(handoffOf(record({ question: 'never mind' }), outcome, { ...with_, email: 'ana@example.com' }).given).toEqual({
    order: '',
    email: 'ana@example.com',
  });
});

test('a handoff of an earlier worker, and one of a later worker, can be read', () => {
  const handoff = handoffOf(record({ outcome }), outcome, with_);
  expect(handoffSchema.safeParse({ ...handoff, somethingNew: 1 }).success).toBe(true);
});
