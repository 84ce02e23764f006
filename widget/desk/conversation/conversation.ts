import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type {
  ConversationClientFrame,
  ConversationServerFrame,
  DraftDecision,
  Note,
  Person,
  PROTOCOL_VERSION,
} from '../../../worker/protocol.ts';
import { createOutbox, type Entry, newClientId } from '../../live/outbox.ts';
import { connect, type Live, type LiveStatus } from '../../live/socket.ts';
import { conversationTicket } from '../session/api.ts';
import { now as serverNow } from '../ui/clock.ts';
import { kept } from './kept.ts';
import { emptyThread, position, reduceThread, type Thread, type ThreadFrame, unanswered } from './reduce.ts';
import { typingReporter } from './typing.ts';

const protocol: typeof PROTOCOL_VERSION = 1;

/** Without another word this long, nobody types any more. */
const TYPING_LASTS = 10_000;

/** What is told at the beginning of a connection may be older than that. */
const JUST_CONNECTED = 2_000;

export type Act = 'release' | 'resolve';
/** What is written: words for the customer, words for colleagues, or for the one colleague who has the conversation. */
export type Mode = 'reply' | 'note' | 'whisper';

/** A decision on its way. If its answer is lost, the next connection tells of it. */
interface Deciding {
  clientId: string;
  turnId: string;
  decision: DraftDecision['decision'];
}

export interface Conversation {
  readonly id: string;
  readonly thread: ReadonlySignal<Thread>;
  readonly status: ReadonlySignal<LiveStatus>;
  readonly pending: ReadonlySignal<readonly Entry[]>;
  /** What stands in the reply box. */
  readonly draft: Signal<string>;
  /** What stands in the box for notes: another field, so that no word of one ever goes out as the other. */
  readonly noteDraft: Signal<string>;
  readonly mode: Signal<Mode>;
  /** The turn whose draft stands in the reply box, to be sent with changes. */
  readonly editing: Signal<string | null>;
  readonly deciding: ReadonlySignal<Deciding | null>;
  /** A lead wants to write where a colleague has the conversation. */
  readonly joined: Signal<boolean>;
  /** A person has it, and that person is me. */
  readonly writable: ReadonlySignal<boolean>;
  readonly unanswered: ReadonlySignal<number>;
  readonly missing: ReadonlySignal<boolean>;
  readonly acting: ReadonlySignal<Act | null>;
  readonly trouble: Signal<string | null>;
  /** The decision that somebody asked to see: a record id. */
  readonly wantedRecord: Signal<string | null>;
  send(text: string): void;
  note(text: string): void;
  decide(turnId: string, decision: DraftDecision['decision'], more?: { text?: string; reason?: string }): void;
  /** Everything that is here is on the screen. */
  saw(): void;
  retry(clientId: string): void;
  discard(clientId: string): void;
  act(what: Act): void;
  typed(): void;
  /** The network is back: connect now. */
  wake(): void;
  close(): void;
}

export interface Surroundings {
  me: Pick<Person, 'id' | 'name'>;
  /** Ids of the colleagues that a note names. */
  mentionsIn: (text: string) => string[];
  onOpen: () => void;
  onEnded: () => void;
  onOutdated: () => void;
  onMessages: (before: Thread, after: Thread, id: string) => void;
  onNotes: (notes: readonly Note[]) => void;
  onDecisions: (decisions: readonly DraftDecision[]) => void;
  refusalText: (reason: Extract<ConversationServerFrame, { type: 'refused' }>['reason'], detail: string) => string;
}

/** One conversation as this agent holds it: its socket, its thread, and what is on its way. */
export function openConversation(
  id: string,
  { me, mentionsIn, onOpen, onEnded, onOutdated, onMessages, onNotes, onDecisions, refusalText }: Surroundings,
): Conversation {
  const thread = signal<Thread>(emptyThread);
  const status = signal<LiveStatus>('connecting');
  const pending = signal<readonly Entry[]>([]);
  const missing = signal(false);
  const acting = signal<Act | null>(null);
  const trouble = signal<string | null>(null);
  const draftKept = kept(me.id, id, 'draft');
  const outboxKept = kept(me.id, id, 'outbox');
  const noteKept = kept(me.id, id, 'note');
  const editingKept = kept(me.id, id, 'editing');
  const draft = signal(draftKept.load() ?? '');
  const noteDraft = signal(noteKept.load() ?? '');
  const editing = signal(editingKept.load());
  const deciding = signal<Deciding | null>(null);
  const mode = signal<Mode>('reply');
  const joined = signal(false);
  let closed = false;
  let connectedAt = 0;
  let sawUpTo = 0;
  let typingEnds: ReturnType<typeof setTimeout> | undefined;

  let live: Live<ConversationClientFrame> = open();
  const outbox = createOutbox({
    ...outboxKept,
    transmit: ({ clientId, kind, text }) =>
      live.send(
        kind === 'note' || kind === 'whisper'
          ? { type: 'note', clientId, text, mentions: mentionsIn(text), whisper: kind === 'whisper' }
          : { type: 'send', clientId, text },
      ),
    onChange: (entries) => {
      pending.value = entries;
    },
  });
  const typing = typingReporter((on) => live.send({ type: 'typing', on }));
  const stops = [
    draft.subscribe((text) => draftKept.save(text)),
    noteDraft.subscribe((text) => noteKept.save(text)),
    editing.subscribe((turnId) => editingKept.save(turnId ?? '')),
  ];

  function open() {
    return connect<ConversationServerFrame, ConversationClientFrame>({
      url: `${location.origin.replace(/^http/, 'ws')}/api/v1/conversations/${id}/socket`,
      ticket: () => conversationTicket(id),
      hello: () => ({ type: 'hello', protocol, ...position(thread.peek()) }),
      onFrame: take,
      onStatus: (next) => {
        if (closed) return;
        status.value = next;
        // A press whose answer may have been lost may be pressed again.
        if (next !== 'open') {
          acting.value = null;
          deciding.value = null;
        }
        if (next === 'open') onOpen();
        if (next === 'ended') {
          missing.value = true;
          onEnded();
        }
      },
    });
  }

  /** A skipped message is only ever got back by resuming: a new socket, from what is held. */
  function resume(): void {
    closed = true;
    live.close();
    closed = false;
    live = open();
  }

  function take(frame: ConversationServerFrame): void {
    if (frame.type === 'ack') acknowledged(frame);
    else if (frame.type === 'refused') {
      if (frame.reason === 'wrong-version') onOutdated();
      else if (frame.clientId !== undefined && frame.clientId === deciding.peek()?.clientId) {
        trouble.value = frame.detail || refusalText(frame.reason, '');
        deciding.value = null;
      } else if (frame.clientId !== undefined) outbox.refuse(frame.clientId, frame.reason);
      else trouble.value = refusalText(frame.reason, frame.detail);
      acting.value = null;
    } else apply(frame);
  }

  /** The ack stands in for the message until the server's own copy comes, so that a sent reply never vanishes in between. */
  function acknowledged({ clientId, id: messageId, seq, at }: Extract<ConversationServerFrame, { type: 'ack' }>): void {
    const entry = pending.peek().find((candidate) => candidate.clientId === clientId);
    const { since } = position(thread.peek());
    if (entry === undefined || seq > (since ?? 0) + 1) return;
    const author = { kind: 'agent', id: me.id, name: me.name } as const;
    if (seq === (since ?? 0) + 1)
      apply({ type: 'message', message: { id: messageId, seq, at, author, body: { type: 'text', text: entry.text }, clientId } });
    else outbox.ack(clientId);
  }

  function apply(frame: ThreadFrame): void {
    const before = thread.peek();
    const heard = Date.now() - connectedAt < JUST_CONNECTED ? null : new Date(serverNow.peek()).toISOString();
    const after = reduceThread(before, frame, heard);
    if (after === null) {
      resume();
      return;
    }
    thread.value = after;
    // What was sent and is in the history now waits no longer, whichever socket or tab carried it.
    if (pending.peek().length > 0) for (const { clientId } of after.messages) if (clientId !== undefined) outbox.ack(clientId);
    if (frame.type === 'typing') forgetTyping(frame);
    if (frame.type === 'state') {
      acting.value = null;
      trouble.value = null;
    }
    if (frame.type === 'notes') {
      for (const note of frame.notes) outbox.ack(note.id);
      if (heard !== null) onNotes(frame.notes);
    }
    if (frame.type === 'decisions') {
      settle(frame.decisions);
      if (heard !== null) onDecisions(frame.decisions);
    }
    if (frame.type === 'resumed' || frame.type === 'reset') {
      connectedAt = Date.now();
      sawUpTo = 0;
      outbox.flush();
    }
    // Whoever joined did so where that colleague had it.
    if (after.view?.state !== 'human' || after.view.agent?.id !== before.view?.agent?.id) joined.value = false;
    if (frame.type === 'message') onMessages(before, after, id);
  }

  /** A draft that is decided on is nobody's any more; what was sent in its place leaves the box it was written in. */
  function settle(decisions: readonly DraftDecision[]): void {
    for (const { turnId, by, decision } of decisions) {
      const now = deciding.peek();
      if (now?.turnId === turnId) deciding.value = null;
      if (editing.peek() !== turnId) continue;
      editing.value = null;
      if (by.id === me.id && decision === 'edit') draft.value = '';
    }
  }

  /** Whoever loses the connection while typing never says that they stopped. */
  function forgetTyping(frame: Extract<ThreadFrame, { type: 'typing' }>): void {
    clearTimeout(typingEnds);
    if (frame.on) typingEnds = setTimeout(() => apply({ ...frame, on: false }), TYPING_LASTS);
  }

  return {
    id,
    thread,
    status,
    pending,
    draft,
    missing,
    acting,
    trouble,
    noteDraft,
    mode,
    editing,
    deciding,
    joined,
    wantedRecord: signal(null),
    writable: computed(() => {
      const { view } = thread.value;
      return view?.state === 'human' && view.agent?.id === me.id;
    }),
    unanswered: computed(() => unanswered(thread.value).length),
    send(text) {
      trouble.value = null;
      typing.stop();
      outbox.add('send', text);
    },
    note(text) {
      trouble.value = null;
      typing.stop();
      outbox.add(mode.peek() === 'whisper' ? 'whisper' : 'note', text);
    },
    decide(turnId, decision, more = {}) {
      if (deciding.peek() !== null) return;
      trouble.value = null;
      typing.stop();
      const clientId = newClientId();
      if (live.send({ type: 'decide', clientId, turnId, decision, ...more })) deciding.value = { clientId, turnId, decision };
      else trouble.value = 'Not done: there is no connection right now. Try again in a moment.';
    },
    saw() {
      const seq = thread.peek().messages.at(-1)?.seq ?? 0;
      if (seq > sawUpTo && live.send({ type: 'seen', seq })) sawUpTo = seq;
    },
    retry: outbox.retry,
    discard: outbox.discard,
    act(what) {
      if (acting.peek() !== null) return;
      trouble.value = null;
      if (live.send({ type: what })) acting.value = what;
      else trouble.value = 'Not done: there is no connection right now. Try again in a moment.';
    },
    typed: typing.typed,
    wake: () => live.wake(),
    close() {
      closed = true;
      clearTimeout(typingEnds);
      typing.stop();
      for (const stop of stops) stop();
      live.close();
    },
  };
}
