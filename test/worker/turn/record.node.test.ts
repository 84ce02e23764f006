import { expect, test } from 'vitest';
import { faultRecord } from '../../../worker/turn/fault.ts';
import { draftSchema, turnOutcomeSchema, turnRecordSchema } from '../../../worker/turn/record.ts';
import { inputOf } from './samples.ts';

const record = faultRecord(inputOf('hello'), 'release', 'test');

test('reads back what was written', () => {
  expect(turnRecordSchema.parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
});

test('reads a record from before a fact was known', () => {
  const { near: _, chosen: __, ...knowledge } = record.facts.knowledge;
  const { clarified: ___, ...conversation } = record.facts.conversation;
  expect(turnRecordSchema.parse({ ...record, facts: { ...record.facts, knowledge, conversation } })).toEqual(record);
});

test.each([
  ['a field nobody knows', { customer: 'Ana' }],
  ['a confidence above 1', { confidence: 1.01 }],
  ['a time without a zone', { at: '2026-11-23T10:00:00' }],
  ['no release', { release: undefined }],
  ['a rule that matched at no moment', { matched: [{ ruleId: 'x', moment: 'never', outcome: 'answer' }] }],
  ['facts of another shape', { facts: { language: 'en' } }],
])('refuses a record with %s', (_, over) => {
  expect(turnRecordSchema.safeParse({ ...record, ...over }).success).toBe(false);
});

test('knows four outcomes, and a handoff only with a listed reason and a priority from 1 to 4', () => {
  const handoff = { kind: 'handoff', reason: 'safety', text: 'x', priority: 1, team: 'safety' };
  expect(turnOutcomeSchema.safeParse(handoff).success).toBe(true);
  for (const over of [{ reason: 'mood' }, { priority: 0 }, { priority: 5 }, { kind: 'refuse' }]) {
    expect(turnOutcomeSchema.safeParse({ ...handoff, ...over }).success).toBe(false);
  }
});

test('holds no draft that is not in the list', () => {
  expect(draftSchema.safeParse({ kind: 'text', text: 'x' }).success).toBe(true);
  expect(draftSchema.safeParse({ kind: 'html', text: '<b>x</b>' }).success).toBe(false);
});
