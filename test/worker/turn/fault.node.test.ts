import fc from 'fast-check';
import { expect, test } from 'vitest';
import { faultRecord } from '../../../worker/turn/fault.ts';
import { lastResort } from '../../../worker/turn/outcome.ts';
import { turnRecordSchema } from '../../../worker/turn/record.ts';
import { startContext } from '../../../worker/turn/session.ts';
import { inputOf } from './samples.ts';

test('is a handoff that says why, and a record like any other', () => {
  const record = turnRecordSchema.parse(faultRecord(inputOf('where is my order'), 'none', 'the turn took too long', 'A person joins.'));
  expect(record).toMatchObject({
    fault: 'the turn took too long',
    ruleIds: [],
    draft: { kind: 'none' },
    outcome: { kind: 'handoff', reason: 'tool-failure', text: 'A person joins.', priority: 2 },
  });
});

test('keeps the reason of a customer who asked for a person', () => {
  const record = faultRecord(inputOf('', { context: { ...startContext('en'), asked: true } }), 'none', 'late');
  expect(record.outcome).toMatchObject({ reason: 'customer-request' });
});

test('has words even when no approved wording can be read', () => {
  expect(faultRecord(inputOf('hi'), 'none', 'no release').outcome).toMatchObject({ text: lastResort });
});

test('can be made of any message', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (question) => {
      expect(turnRecordSchema.safeParse(faultRecord(inputOf(question), 'none', 'fault')).error).toBeUndefined();
    }),
  );
});
