import { signal } from '@preact/signals';
import { expect, test, vi } from 'vitest';
import type { Mode } from '../../../../widget/desk/conversation/conversation.ts';
import {
  approvable,
  approveDraft,
  type Decidable,
  editDraft,
  rejectDraft,
  rejecting,
  waitingDraft,
} from '../../../../widget/desk/conversation/draft-acts.ts';
import { emptyThread, type Thread } from '../../../../widget/desk/conversation/reduce.ts';
import { isWanted } from '../../../../widget/desk/conversation/wanted.ts';
import { at, facts, me, record } from '../samples.ts';

function held(over: Partial<Thread> = {}, mine = true) {
  const decide = vi.fn();
  const conversation: Decidable = {
    id: 'conversation-1',
    thread: signal({ ...emptyThread, records: [record()], ...over }),
    writable: signal(mine),
    draft: signal(''),
    editing: signal<string | null>(null),
    mode: signal<Mode>('note'),
    decide,
  };
  return { conversation, ...conversation, decide };
}
const decided = [{ turnId: 'r-1', at: at(1), by: me, decision: 'approve' as const, tookMs: 1 }];

test('a draft waits for whoever has the conversation, until somebody decides', () => {
  expect(waitingDraft(held().conversation)?.recordId).toBe('r-1');
  expect(waitingDraft(held({}, false).conversation)).toBeNull();
  expect(waitingDraft(held({ decisions: decided }).conversation)).toBeNull();
  expect(waitingDraft(held({ records: [] }).conversation)).toBeNull();
});

test('approving sends the draft of that turn; what a check or a pause stopped is not approved', () => {
  const fine = held();
  approveDraft(fine.conversation);
  expect(fine.decide).toHaveBeenCalledWith('r-1', 'approve');
  const stopped = [record({ facts: { ...facts, paused: true } })];
  const blocked = [record({ verdicts: [{ check: 'tone', passed: false, detail: '' }] })];
  for (const records of [stopped, blocked]) {
    const one = held({ records });
    expect(approvable(waitingDraft(one.conversation))).toBe(false);
    approveDraft(one.conversation);
    expect(one.decide).not.toHaveBeenCalled();
  }
});

test('editing puts it before what was written, once, and goes to the reply', () => {
  const one = held();
  one.draft.value = 'My own words';
  editDraft(one.conversation);
  editDraft(one.conversation);
  expect(one.draft.value).toBe('Within five days.\n\nMy own words');
  expect(one.editing.value).toBe('r-1');
  expect(one.mode.value).toBe('reply');
  expect(isWanted('conversation-1', 'reply')).toBe(true);
  expect(one.decide).not.toHaveBeenCalled();
});

test('rejecting asks for a reason first', () => {
  const one = held();
  rejectDraft(one.conversation);
  expect(rejecting.value).toBe('r-1');
  expect(one.decide).not.toHaveBeenCalled();
});
