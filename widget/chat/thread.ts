import type { Author, ConversationServerFrame, ConversationView, Message } from '../../worker/protocol.ts';

/** What is held of the one conversation. Changed only by `receive`, so that resume stays exact. */
export interface Thread {
  history: string | null;
  messages: readonly Message[];
  view: ConversationView | null;
  /** Who is writing now, the customer apart, and what can be read of it. */
  typing: { author: Author; text?: string } | null;
  /** How far the person who has the conversation has seen it. */
  seen: number;
}

export const emptyThread: Thread = { history: null, messages: [], view: null, typing: null, seen: 0 };

export interface Received {
  thread: Thread;
  /** New since the last look, in order; a first load and a reset count as known. */
  fresh: readonly Message[];
  /** A sequence number was skipped: what follows must not be shown before the connection has resumed from `since`. */
  gap: boolean;
}

export const held = (thread: Thread): number => thread.messages.at(-1)?.seq ?? 0;

/** Position to resume from; a page that holds nothing says so. */
export function since(thread: Thread): { since: number | null; history: string | null } {
  return thread.history === null ? { since: null, history: null } : { since: held(thread), history: thread.history };
}

/** Messages are gapless from where they stand, or nothing of them is taken. */
function append(thread: Thread, incoming: readonly Message[]): Received {
  const fresh: Message[] = [];
  let messages = thread.messages;
  let last = held(thread);
  for (const message of incoming) {
    if (message.seq > last + 1) return { thread, fresh: [], gap: true };
    if (message.seq <= last) {
      // Delivered before, or acknowledged before it came: the server's own text wins (it masks card numbers).
      messages = messages.map((known) => (known.seq === message.seq ? message : known));
      continue;
    }
    fresh.push(message);
    last = message.seq;
  }
  return { thread: { ...thread, messages: [...messages, ...fresh] }, fresh, gap: false };
}

/** What somebody saw who no longer has the conversation does not count for who has it now. */
const seenIn = ({ seen, view }: Thread, next: ConversationView) => (view?.agent?.id === next.agent?.id ? seen : 0);

export function receive(thread: Thread, frame: ConversationServerFrame): Received {
  const same = { thread, fresh: [], gap: false };
  switch (frame.type) {
    case 'resumed': {
      const { history, conversation: view } = frame;
      const result = append({ ...thread, history, view, typing: null, seen: seenIn(thread, view) }, frame.messages);
      return thread.history === null ? { ...result, fresh: [] } : result;
    }
    case 'reset':
      return {
        thread: { history: frame.history, view: frame.conversation, messages: frame.messages, typing: null, seen: 0 },
        fresh: [],
        gap: false,
      };
    case 'message': {
      const result = append(thread, [frame.message]);
      // Whoever was typing has spoken.
      return frame.message.author.kind === 'customer' ? result : { ...result, thread: { ...result.thread, typing: null } };
    }
    case 'state':
      return { ...same, thread: { ...thread, view: frame.conversation, seen: seenIn(thread, frame.conversation) } };
    case 'seen':
      return { ...same, thread: { ...thread, seen: frame.seq } };
    case 'typing': {
      if (frame.author.kind === 'customer') return same;
      return { ...same, thread: { ...thread, typing: frame.on ? frame : null } };
    }
    default:
      return same;
  }
}

/** Messages of others that the customer has not had on screen. */
export function unread(thread: Thread, seen: number): number {
  return thread.messages.filter((message) => message.seq > seen && message.author.kind !== 'customer').length;
}
