import { computed, signal } from '@preact/signals-core';
import type { ConversationView, Session } from '../../worker/protocol.ts';
import type { Entry } from '../live/outbox.ts';
import type { More } from './more.tsx';
import { emptyThread } from './thread.ts';
import { type Params, say, type UiKey } from './wording.ts';

export type Phase = 'loading' | 'ready' | 'failed';

/** Everything the components read. Changed by line.ts (what the server says) and chat.ts (what the customer does). */
export function createState() {
  const session = signal<Session | null>(null);
  const thread = signal(emptyThread);
  const entries = signal<readonly Entry[]>([]);
  const view = computed<ConversationView | null>(() => thread.value.view);
  return {
    phase: signal<Phase>('loading'),
    session,
    thread,
    view,
    /** A conversation that has not begun is one with the assistant. */
    mode: computed(() => view.value?.state ?? 'assistant'),
    /** Said and not acknowledged yet, shown after the messages. */
    entries,
    /** Something was said, here or there. */
    begun: computed(() => thread.value.messages.length + entries.value.length > 0),
    /** Asked for, not yet confirmed. */
    askedPerson: computed(() => entries.value.some((entry) => entry.kind === 'person' && !entry.refused)),
    offline: signal(false),
    /** Something could not be done; shown above the composer until the next try. */
    notice: signal<UiKey | null>(null),
    opened: signal(false),
    seen: signal(0),
    /** The article on screen instead of the conversation. */
    article: signal<string | null>(null),
    /** What is fetched after opening (cards, forms, the article view); null until it is there. */
    more: signal<More | null>(null),
    draft: signal(''),
    locale: signal(''),
    t: (key: UiKey, params?: Params) => say(session.value, key, params),
  };
}

export type State = ReturnType<typeof createState>;
