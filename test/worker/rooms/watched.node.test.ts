import { expect, it } from 'vitest';
import { inConversation } from '../../../worker/rooms/watched.ts';
import type { TurnRecord } from '../../../worker/turn/record.ts';
import { unanswered } from '../records/questions/samples.ts';

const model = { calls: [], refused: [{ text: 'It costs 1 EUR.', reason: 'a price' }], second: [] };
const record: TurnRecord = { ...unanswered('how long does delivery take?'), draft: { kind: 'text', text: 'Three days.' }, model };
const on = (autonomy: TurnRecord['facts']['autonomy']): TurnRecord => ({ ...record, facts: { ...record.facts, autonomy } });

it('leaves out what the assistant would have said on shadow, and what a model wrote of it', () => {
  const shown = inConversation(on('shadow'));
  expect(shown.draft).toEqual({ kind: 'none' });
  expect(shown.model).toBeUndefined();
  expect(JSON.stringify(shown)).not.toContain('1 EUR');
});

it('shows everything elsewhere', () => {
  expect(inConversation(on('assist'))).toEqual(on('assist'));
});
