import type { Note } from '../../../worker/protocol.ts';
import { authorName } from '../words.ts';
import { messageText } from './message-text.ts';
import type { Thread } from './reduce.ts';

/** What a screen reader is told of new messages: the words in the open conversation, only the fact in the others. */
export function sayNew(before: Thread, after: Thread, me: string, isOpen: boolean): string {
  const held = before.messages.at(-1)?.seq ?? 0;
  const customer = after.customer?.label ?? 'Customer';
  const fresh = after.messages.filter(({ seq, author }) => seq > held && !(author.kind === 'agent' && author.id === me));
  if (!isOpen) return fresh.some(({ author }) => author.kind === 'customer') ? `New message from ${customer}` : '';
  return fresh.map((message) => `${authorName(message.author, customer)}: ${messageText(message.body)}`).join('. ');
}

/** The customer's newest words that were not there before; empty: they wrote nothing. */
export function customerWrote(before: Thread, after: Thread): string {
  const held = before.messages.at(-1)?.seq ?? 0;
  const last = after.messages.findLast(({ seq, author }) => seq > held && author.kind === 'customer');
  return last === undefined ? '' : messageText(last.body);
}

/** Notes of colleagues, as they come. */
export const sayNotes = (notes: readonly Note[], me: string): string =>
  notes.flatMap(({ by, text, whisper }) => (by.id === me ? [] : [`${whisper ? 'Whisper' : 'Note'} from ${by.name}: ${text}`])).join('. ');
