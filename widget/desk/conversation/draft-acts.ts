import { signal } from '@preact/signals';
import { type Suggestion, suggestionOf } from '../context/suggestion.ts';
import type { Conversation } from './conversation.ts';
import { decisionOn } from './decided.ts';
import { want } from './wanted.ts';

/** What deciding about a draft needs of a conversation. */
export type Decidable = Pick<Conversation, 'id' | 'thread' | 'writable' | 'draft' | 'editing' | 'mode' | 'decide'>;

/** The draft whose rejection is asked for a reason: a record id. */
export const rejecting = signal<string | null>(null);

/** The draft that waits for me to decide: the newest, with nobody's decision yet. */
export function waitingDraft({ thread, writable }: Pick<Conversation, 'thread' | 'writable'>): Suggestion | null {
  const { records, decisions } = thread.peek();
  const suggestion = suggestionOf(records);
  if (suggestion === null || !writable.peek()) return null;
  return decisionOn(suggestion.recordId, decisions) === null ? suggestion : null;
}

/** A check or a pause stopped it: nobody sends that unread. */
export const approvable = (suggestion: Suggestion | null): boolean => suggestion !== null && !suggestion.blocked && !suggestion.stopped;

export function approveDraft(conversation: Decidable): void {
  const suggestion = waitingDraft(conversation);
  if (suggestion !== null && approvable(suggestion)) conversation.decide(suggestion.recordId, 'approve');
}

/** Into the reply box, before whatever stands there; sent from there, it is recorded as edited. */
export function editDraft(conversation: Decidable): void {
  const suggestion = waitingDraft(conversation);
  if (suggestion === null) return;
  const { draft, editing, mode } = conversation;
  if (editing.peek() !== suggestion.recordId) {
    const own = draft.peek().trim();
    draft.value = own === '' ? suggestion.text : `${suggestion.text}\n\n${own}`;
    editing.value = suggestion.recordId;
  }
  mode.value = 'reply';
  want(conversation.id, 'reply');
}

export function rejectDraft(conversation: Decidable): void {
  const suggestion = waitingDraft(conversation);
  if (suggestion !== null) rejecting.value = suggestion.recordId;
}
