import type {
  Author,
  ConversationServerFrame,
  ConversationView,
  DraftDecision,
  Message,
  Note,
  Summary,
  Viewer,
} from '../../../worker/protocol.ts';
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
  /** What colleagues said to each other, by time. */
  notes: readonly Note[];
  decisions: readonly DraftDecision[];
  /** In a model's words, of the handoff that the conversation is in or was in last. */
  summary: Summary | null;
  /** Who of the staff has it open, me included. */
  viewers: readonly Viewer[];
  /** The customer has had everything up to here on the screen; since when, where that was heard as it happened. */
  seen: { seq: number; at: string | null };
}

export const emptyThread: Thread = {
  history: null,
  view: null,
  messages: [],
  records: [],
  customer: null,
  typing: null,
  notes: [],
  decisions: [],
  summary: null,
  viewers: [],
  seen: { seq: 0, at: null },
};

export type ThreadFrame = Exclude<ConversationServerFrame, { type: 'ack' | 'refused' }>;

/**
 * `null` when a message was skipped: nothing after it may be taken before the connection has resumed from what is held.
 * `heard` is when the frame came, where that says when it happened: what a new connection is told may be older.
 */
export function reduceThread(thread: Thread, frame: ThreadFrame, heard: string | null = null): Thread | null {
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
      return { ...thread, records: merged(thread.records, frame.records, ({ id }) => id) };
    case 'customer':
      return { ...thread, customer: frame.customer };
    case 'notes':
      return { ...thread, notes: merged(thread.notes, frame.notes, ({ id }) => id) };
    case 'decisions':
      return { ...thread, decisions: merged(thread.decisions, frame.decisions, ({ turnId }) => turnId) };
    case 'summary':
      return { ...thread, summary: frame.summary };
    case 'viewers':
      return { ...thread, viewers: frame.viewers };
    case 'seen':
      // What has been seen only grows; an older frame says nothing new.
      return frame.by === 'agent' || frame.seq <= thread.seen.seq ? thread : { ...thread, seen: { seq: frame.seq, at: heard } };
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

/** One copy of each, the later one, by time. */
function merged<T extends { at: string }>(held: readonly T[], incoming: readonly T[], idOf: (one: T) => string): readonly T[] {
  const byId = new Map(held.map((one) => [idOf(one), one]));
  for (const one of incoming) byId.set(idOf(one), one);
  return [...byId.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function sameAuthor(a: Author | null, b: Author): boolean {
  if (a === null || a.kind !== b.kind) return false;
  return a.kind !== 'agent' || b.kind !== 'agent' || a.id === b.id;
}
