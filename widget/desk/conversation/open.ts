import { computed, effect, signal, untracked } from '@preact/signals';
import { deskStatus, parts, queue, wakeDesk } from '../queue/store.ts';
import { outdated, stillIn } from '../session/store.ts';
import { announce } from '../ui/announce.tsx';
import { notify } from '../ui/notify.ts';
import { route } from '../ui/route.ts';
import { refusalText } from '../words.ts';
import { type Conversation, openConversation } from './conversation.ts';
import { decidedText } from './decided.ts';
import { mentionsIn } from './mention.ts';
import { customerWrote, sayNew, sayNotes } from './say-new.ts';

const open = signal<ReadonlyMap<string, Conversation>>(new Map());

export const conversationOf = (id: string): Conversation | null => open.value.get(id) ?? null;

/** Replies the server has not confirmed, over all conversations. */
export const unsent = computed(() => [...open.value.values()].reduce((sum, { pending }) => sum + pending.value.length, 0));

/** Conversations of mine in which the customer had the last word. */
export const toAnswer = computed(
  () => parts.value.mine.filter(({ conversationId }) => (conversationOf(conversationId)?.unanswered.value ?? 0) > 0).length,
);

/**
 * Connected are the conversation on the screen and every one that is mine: a customer who writes while the agent
 * reads another one must be seen. Anything unsent keeps its conversation connected too.
 */
export function keepConversations(me: { id: string; name: string }): () => void {
  const stop = effect(() => {
    const wanted = new Set(parts.value.mine.map((entry) => entry.conversationId));
    if (route.value.conversation !== null) wanted.add(route.value.conversation);
    const held = open.peek();
    for (const [id, conversation] of held) if (conversation.pending.value.length > 0) wanted.add(id);
    if (wanted.size === held.size && [...wanted].every((id) => held.has(id))) return;
    open.value = new Map([...wanted].map((id) => [id, held.get(id) ?? untracked(() => start(id, me))]));
    for (const [id, conversation] of held) if (!wanted.has(id)) conversation.close();
  });
  const stopWaking = deskStatus.subscribe((status) => {
    if (status === 'open')
      for (const conversation of open.peek().values()) if (conversation.status.peek() === 'waiting') conversation.wake();
  });
  return () => {
    stop();
    stopWaking();
    for (const conversation of open.peek().values()) conversation.close();
    open.value = new Map();
  };
}

function start(id: string, me: { id: string; name: string }): Conversation {
  return openConversation(id, {
    me,
    mentionsIn: (text) => mentionsIn(text, queue.peek().agents),
    // Either this conversation is closed to me, or the whole session is over, which the socket cannot tell.
    onEnded: () => void stillIn(),
    onOutdated: outdated,
    // One socket that got through means the others can stop waiting.
    onOpen: () => wakeDesk(),
    onMessages: (before, after) => {
      announce(sayNew(before, after, queue.peek().me?.id ?? '', route.peek().conversation === id));
      const wrote = customerWrote(before, after);
      // Others' conversations may be open to read; only mine call me.
      if (wrote !== '' && parts.peek().mine.some(({ conversationId }) => conversationId === id))
        notify({ kind: 'wrote', conversation: id, customer: after.customer?.label ?? 'a customer', text: wrote });
    },
    onNotes: (notes) => {
      if (route.peek().conversation === id) announce(sayNotes(notes, me.id));
    },
    onDecisions: (decisions) => {
      if (route.peek().conversation === id) announce(decisions.map((one) => decidedText(one, me.id)).join('. '));
    },
    refusalText,
  });
}
