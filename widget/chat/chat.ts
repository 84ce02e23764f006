import type { Body, Claimed, ConversationClientFrame, ConversationServerFrame, Message, Refusal } from '../../worker/protocol.ts';
import { createOutbox } from '../live/outbox.ts';
import { type Ack, createApi } from './api.ts';
import type { MountOptions } from './contract.ts';
import { createLine } from './line.ts';
import { createMemory } from './memory.ts';
import type { More } from './more.tsx';
import { createState } from './state.ts';

import { held, receive } from './thread.ts';
import { refusalText } from './wording.ts';

/** A customer's keystrokes are told to an agent at most this often. */
const TYPING_EVERY = 3_000;

/** The chat of one site: its state, and what a customer can do. */
export function createChat(options: MountOptions, fetchMore: () => Promise<More>) {
  const { site, emit, paint } = options;
  const api = createApi(options.base);
  const memory = createMemory(site);
  const state = createState();
  const { thread, view } = state;
  let { identity, locale, attributes } = options;
  let typedAt = 0;
  /** History and last sequence that the other side was told of. */
  let told = '';

  const outbox = createOutbox({
    ...memory.outbox,
    transmit: (entry) =>
      line.send(
        entry.kind === 'send' ? { type: 'send', clientId: entry.clientId, text: entry.text } : { type: 'person', clientId: entry.clientId },
      ),
    onChange: (entries) => {
      state.entries.value = entries;
    },
  });

  let loading: Promise<More> | undefined;
  function loadMore(): Promise<More> {
    loading ??= fetchMore().then(
      (more) => {
        state.more.value = more;
        return more;
      },
      (error: unknown) => {
        loading = undefined;
        throw error;
      },
    );
    return loading;
  }

  const line = createLine({
    api,
    state,
    memory,
    outbox: () => outbox,
    more: loadMore,
    request: () => ({ site, identity, locale: locale || undefined }),
    onSession: (session) => {
      paint(session.site.accent);
      state.seen.value = memory.recall().seen ?? 0;
    },
    onFrame,
  });

  function announce(message: Message) {
    const { author, body } = message;
    if (author.kind !== 'customer') emit('message', { from: author.kind, text: state.more.value?.words(body) ?? '' });
  }

  function take(frame: ConversationServerFrame) {
    const before = view.value?.state;
    const { thread: next, fresh, gap } = receive(thread.value, frame);
    thread.value = next;
    fresh.forEach(announce);
    for (const { clientId } of fresh) if (clientId) outbox.ack(clientId);
    const now = next.view?.state;
    const byPeople = now === 'queued' || now === 'human' || now === 'missed';
    // Asking for a person is not acknowledged: it is done when people have the conversation, or the assistant has replied.
    if (byPeople || (frame.type === 'message' && frame.message.author.kind !== 'customer')) {
      for (const { kind, clientId } of outbox.waiting()) if (kind === 'person') outbox.ack(clientId);
    }
    if (now && now !== before) {
      memory.remember({ live: now === 'queued' || now === 'human' });
      if (now === 'queued' && before) emit('handoff', { conversation: next.view?.id ?? '' });
    }
    return gap;
  }

  /** The customer's own words, from the outbox into the conversation at the place the server gave them. */
  function settle({ clientId, id, seq, at }: Ack) {
    const entry = outbox.waiting().find((one) => one.clientId === clientId);
    if (entry?.kind === 'send') {
      const body: Body = { type: 'text', text: entry.text };
      // After a gap the entry stays until the server's own copy comes with the messages before it.
      if (seq > held(thread.value) + 1) return;
      take({ type: 'message', message: { id, seq, at, author: { kind: 'customer' }, body, clientId } });
    }
    outbox.ack(clientId);
  }

  function refused(reason: Refusal, clientId: string | undefined) {
    if (reason === 'gone') return line.lost();
    if (reason === 'session-ended') return line.renew();
    if (reason === 'hello-first') return line.resync();
    emit('error', { code: reason });
    if (clientId) outbox.refuse(clientId, reason);
    else if (reason !== 'wrong-state') state.notice.value = refusalText(reason);
  }

  function onFrame(frame: ConversationServerFrame) {
    if (frame.type === 'ack') settle(frame);
    else if (frame.type === 'refused') refused(frame.reason, frame.clientId);
    else if (take(frame)) line.resync();
    else if (frame.type === 'resumed' || frame.type === 'reset') {
      for (const { clientId } of frame.messages) if (clientId) outbox.ack(clientId);
      outbox.flush();
      claim();
    }
  }

  /** What the page says about its customer, as often as it says it and with each connection. A refusal is for the page. */
  function claim() {
    if (attributes) line.send({ type: 'attributes', clientId: 'attributes', attributes });
  }

  /** Buttons go when their work is done; the log takes the focus from them, without raising a phone's keyboard. */
  function focus(what: 'textarea' | '.log') {
    options.root.querySelector<HTMLElement>(what)?.focus();
  }

  /** What only makes sense now, so it is not kept for later: says so when there is no connection. */
  function now(frame: ConversationClientFrame) {
    focus('.log');
    state.notice.value = line.send(frame) ? null : 'offline';
  }

  function add(kind: 'send' | 'person', text: string) {
    state.notice.value = null;
    outbox.add(kind, text);
    void line.deliver();
  }

  state.draft.value = memory.draft.load();
  state.locale.value = locale;

  return {
    ...state,
    api,
    line,
    loadMore,
    /** Puts the keyboard into the composer. */
    focus: () => focus('textarea'),
    read(article: string | null) {
      state.article.value = article;
    },
    wasLive: () => memory.recall().live === true,
    say: (text: string) => add('send', text),
    /** Said with a button that goes away with it. */
    pick(text: string) {
      focus('.log');
      add('send', text);
    },
    person() {
      focus('.log');
      if (!state.askedPerson.value) add('person', '');
    },
    retry(clientId: string) {
      outbox.retry(clientId);
      void line.deliver();
    },
    discard: (clientId: string) => outbox.discard(clientId),
    withdraw: () => now({ type: 'withdraw' }),
    resolve: () => now({ type: 'resolve' }),
    feedback: (value: 'up' | 'down') => now({ type: 'feedback', value }),
    contact: (email: string) => now({ type: 'contact', email, consent: true }),
    write(text: string) {
      state.draft.value = text;
      memory.draft.save(text);
      if (state.mode.value !== 'human' || Date.now() - typedAt < TYPING_EVERY) return;
      typedAt = Date.now();
      line.send({ type: 'typing', on: text !== '' });
    },
    sawAll() {
      const seq = held(thread.value);
      const here = `${thread.value.history} ${seq}`;
      if (state.mode.value === 'human' && here !== told && line.send({ type: 'seen', seq })) told = here;
      if (seq <= state.seen.value) return;
      state.seen.value = seq;
      memory.remember({ seen: seq });
    },
    identify(jwt: string) {
      identity = jwt;
      line.restart();
    },
    setAttributes(next: Claimed) {
      attributes = next;
      claim();
    },
    setLocale(next: string) {
      locale = next;
      state.locale.value = next;
      line.restart();
    },
    reset() {
      identity = attributes = undefined;
      outbox.clear();
      line.end();
      memory.forget();
      state.session.value = null;
      state.phase.value = 'loading';
      state.article.value = null;
      state.draft.value = '';
      memory.draft.save('');
    },
  };
}

export type Chat = ReturnType<typeof createChat>;
