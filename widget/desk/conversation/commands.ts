import type { Suggestion } from '../context/suggestion.ts';
import type { Command } from '../ui/command.ts';
import { confirmFirst } from '../ui/confirm.tsx';
import { go, route } from '../ui/route.ts';
import type { Act, Conversation } from './conversation.ts';
import { approvable, approveDraft, editDraft, rejectDraft, waitingDraft } from './draft-acts.ts';
import { conversationOf } from './open.ts';
import { want } from './wanted.ts';

export const conversationCommands: readonly Command[] = [
  {
    id: 'reply',
    title: 'Go to the reply',
    group: 'Conversation',
    key: 'r',
    when: () => opened() !== null,
    run: () => write('reply'),
  },
  {
    id: 'note',
    title: 'Write a note to your team',
    group: 'Conversation',
    key: 'n',
    when: () => opened() !== null,
    run: () => write('note'),
  },
  {
    id: 'approve',
    title: 'Approve the draft and send it',
    group: 'Conversation',
    key: 'a',
    when: () => draft() !== null && approvable(draft()),
    run: () => onDraft(approveDraft),
  },
  {
    id: 'edit-draft',
    title: 'Edit the draft',
    group: 'Conversation',
    key: 'e',
    when: () => draft() !== null,
    run: () => onDraft(editDraft),
  },
  {
    id: 'reject',
    title: 'Reject the draft',
    group: 'Conversation',
    key: 'x',
    when: () => draft() !== null,
    run: () => onDraft(rejectDraft),
  },
  {
    id: 'resolve',
    title: 'Resolve the conversation',
    group: 'Conversation',
    key: 'd',
    when: () => mine() !== null,
    run: () =>
      ask('resolve', 'Resolve this conversation?', 'The customer is told that it is done, and can write again at any time.', 'Resolve'),
  },
  {
    id: 'release',
    title: 'Release it to the assistant',
    group: 'Conversation',
    key: 'b',
    when: () => mine() !== null,
    run: () => ask('release', 'Release this conversation?', 'The assistant answers again. You can no longer write in it.', 'Release'),
  },
];

/** A key is pressed by accident more easily than a button is, so the key asks; Enter says yes, Escape no. */
function ask(what: Act, title: string, text: string, button: string): void {
  const conversation = mine();
  if (conversation === null) return;
  const unsent = conversation.draft.peek().trim() === '' ? '' : ' What stands in the reply is not sent.';
  confirmFirst({ title, text: `${text}${unsent}`, button, run: () => conversation.act(what) });
}

/** The field may not be there yet: it takes the focus as soon as it is. */
function write(mode: 'reply' | 'note'): void {
  const conversation = opened();
  if (conversation === null) return;
  go(conversation.id);
  conversation.mode.value = mode;
  want(conversation.id, mode);
}

function draft(): Suggestion | null {
  const conversation = mine();
  return conversation === null ? null : waitingDraft(conversation);
}

function onDraft(act: (conversation: Conversation) => void): void {
  const conversation = mine();
  if (conversation !== null) act(conversation);
}

function opened(): Conversation | null {
  const { conversation } = route.peek();
  return conversation === null ? null : conversationOf(conversation);
}

function mine(): Conversation | null {
  const conversation = opened();
  return conversation?.writable.peek() === true ? conversation : null;
}
