import type { Author, ConversationServerFrame, ConversationView, Message } from '../../../worker/protocol.ts';
import type { TurnRecord } from '../../../worker/turn/record.ts';

export type Customer = Extract<ConversationServerFrame, { type: 'customer' }>['customer'];

/** What one conversation's socket has said so far. */
export interface Thread {
  history: string | null;
  view: ConversationView | null;
  /** By `seq`, each once, without gaps from the first held. */
  messages: readonly Message[];
  /** By time. */
  records: readonly TurnRecord[];
  customer: Customer | null;
  /** Who types right now. */
  typing: Author | null;
}

export const emptyThread: Thread = { history: null, view: null, messages: [], records: [], customer: null, typing: null };

export type ThreadFrame = Exclude<ConversationServerFrame, { type: 'ack' | 'refused' }>;

/** `null` when a message was skipped: nothing after it may be taken before the connection has resumed from what is held. */
export function reduceThread(thread: Thread, frame: ThreadFrame): Thread | null {
  switch (frame.type) {
    case 'resumed':
    case 'reset': {
      const messages = merge(frame.type === 'reset' ? [] : thread.messages, frame.messages);
      return messages === null ? null : { ...thread, history: frame.history, view: frame.conversation, messages, typing: null };
    }
    case 'message': {
      const messages = merge(thread.messages, [frame.message]);
      if (messages === null) return null;
      // Whoever was typing has spoken.
      return { ...thread, messages, typing: sameAuthor(thread.typing, frame.message.author) ? null : thread.typing };
    }
    case 'state':
      return { ...thread, view: frame.conversation };
    case 'typing':
      if (frame.on) return { ...thread, typing: frame.author };
      return sameAuthor(thread.typing, frame.author) ? { ...thread, typing: null } : thread;
    case 'records':
      return { ...thread, records: mergeRecords(thread.records, frame.records) };
    case 'customer':
      return { ...thread, customer: frame.customer };
    default:
      // A newer server may say more than this page knows.
      return thread;
  }
}

/** Where to resume from; a page that holds nothing says so. */
export function position(thread: Thread): { since: number | null; history: string | null } {
  return thread.history === null ? { since: null, history: null } : { since: thread.messages.at(-1)?.seq ?? 0, history: thread.history };
}

/** What the customer said since anybody answered. Notices of the system answer nothing. */
export function unanswered(thread: Thread): readonly Message[] {
  const said = thread.messages.filter(({ author }) => author.kind !== 'system');
  const answered = said.findLastIndex(({ author }) => author.kind !== 'customer');
  return said.slice(answered + 1);
}

/** Delivery may repeat after a reconnect; `seq` makes taking a message twice harmless, and the later copy is the server's last word. */
function merge(held: readonly Message[], incoming: readonly Message[]): readonly Message[] | null {
  const messages = [...held];
  for (const message of incoming) {
    const last = messages.at(-1);
    if (last === undefined || message.seq === last.seq + 1) messages.push(message);
    else if (message.seq > last.seq) return null;
    else {
      const index = messages.findIndex(({ seq }) => seq === message.seq);
      if (index !== -1) messages[index] = message;
    }
  }
  return messages;
}

function mergeRecords(held: readonly TurnRecord[], incoming: readonly TurnRecord[]): readonly TurnRecord[] {
  const byId = new Map(held.map((record) => [record.id, record]));
  for (const record of incoming) byId.set(record.id, record);
  return [...byId.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function sameAuthor(a: Author | null, b: Author): boolean {
  if (a === null || a.kind !== b.kind) return false;
  return a.kind !== 'agent' || b.kind !== 'agent' || a.id === b.id;
}
