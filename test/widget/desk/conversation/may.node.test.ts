import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { mayJoin, mayWrite } from '../../../../widget/desk/conversation/may.ts';
import { emptyThread } from '../../../../widget/desk/conversation/reduce.ts';
import type { ConversationView } from '../../../../worker/protocol.ts';
import { jonas, me } from '../samples.ts';

const view = (state: ConversationView['state'], agent: ConversationView['agent'] = null): ConversationView => ({
  id: 'conversation-1',
  state,
  agent,
  queue: null,
  feedback: null,
  contact: false,
});
const with1 = { id: me.id, name: me.name };

test('a lead may join a colleague’s conversation; an agent, or who has it, may not', () => {
  expect(mayJoin(view('human', with1), jonas)).toBe(true);
  expect(mayJoin(view('human', with1), { ...jonas, role: 'agent' })).toBe(false);
  expect(mayJoin(view('human', jonas), jonas)).toBe(false);
  expect(mayJoin(view('queued'), jonas)).toBe(false);
  expect(mayJoin(view('human', with1), null)).toBe(false);
});

test('words for the customer need the claim, or a lead who joined on purpose', () => {
  const may = (writable: boolean, joined: boolean, person = jonas) =>
    mayWrite(
      { writable: signal(writable), joined: signal(joined), thread: signal({ ...emptyThread, view: view('human', with1) }) },
      person,
    );
  expect(may(true, false, me)).toBe(true);
  expect(may(false, false)).toBe(false);
  expect(may(false, true)).toBe(true);
  expect(may(false, true, { ...jonas, role: 'agent' })).toBe(false);
});
