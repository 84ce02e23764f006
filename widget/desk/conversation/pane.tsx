import { useLayoutEffect, useRef } from 'preact/hooks';
import { MoveButton } from '../queue/move.tsx';
import { entryOf } from '../queue/reduce.ts';
import { queue } from '../queue/store.ts';
import { BackIcon } from '../ui/icons.tsx';
import { go, route } from '../ui/route.ts';
import { stateWords } from '../words.ts';
import { Composer } from './composer.tsx';
import type { Conversation } from './conversation.ts';
import { conversationOf } from './open.ts';
import { Transcript } from './transcript.tsx';

export function ConversationPane() {
  const id = route.value.conversation;
  const conversation = id === null ? null : conversationOf(id);
  if (conversation === null) {
    return (
      <div class="empty-pane">
        <p>Open a conversation from the queue to read it.</p>
        <p class="muted">
          Reading does not claim it. <kbd>j</kbd> and <kbd>k</kbd> move, <kbd>Enter</kbd> opens, <kbd>c</kbd> claims, <kbd>?</kbd> shows all
          keys.
        </p>
      </div>
    );
  }
  return <Opened key={conversation.id} conversation={conversation} />;
}

const backWords = (): string => (route.value.page === 'history' ? 'Back to the list' : 'Back to the queue');

function Opened({ conversation }: { conversation: Conversation }) {
  const { missing, thread } = conversation;
  if (missing.value) {
    return (
      <div class="empty-pane">
        <p>This conversation cannot be opened.</p>
        <p class="muted">It was deleted, or it belongs to another site.</p>
        <button type="button" class="button" onClick={() => go(null)}>
          {backWords()}
        </button>
      </div>
    );
  }
  return (
    <>
      <Head conversation={conversation} />
      {thread.value.view === null ? (
        <p class="empty">
          Loading the conversation. {conversation.pending.value.length === 0 ? null : 'What you sent last goes out as soon as it is there.'}
        </p>
      ) : (
        <Transcript conversation={conversation} />
      )}
      <Composer conversation={conversation} />
    </>
  );
}

function Head({ conversation }: { conversation: Conversation }) {
  const { view, customer } = conversation.thread.value;
  const entry = entryOf(queue.value, conversation.id);
  const heading = useRef<HTMLHeadingElement>(null);
  // On a narrow screen the list just went away, and the focus with it.
  useLayoutEffect(() => {
    if (matchMedia('(max-width: 900px)').matches) heading.current?.focus();
  }, []);
  // So did the button that released or resolved it.
  const writable = conversation.writable.value;
  useLayoutEffect(() => {
    if (!writable && document.activeElement === document.body) heading.current?.focus();
  }, [writable]);
  return (
    <div class="conversation-head">
      <button type="button" class="icon-button narrow-only" aria-label={backWords()} onClick={() => go(null)}>
        <BackIcon />
      </button>
      <div class="conversation-title">
        <h2 tabIndex={-1} ref={heading}>
          {customer?.label ?? entry?.customer ?? 'Conversation'}
        </h2>
        <p class="muted">{view === null ? 'Opening' : whoHasIt(conversation)}</p>
      </div>
      <div class="conversation-actions">
        <button type="button" class="button quiet narrow-only" onClick={() => go(conversation.id, true)}>
          Details
        </button>
        <MoveButton conversation={conversation.id} />
        {writable ? <Actions conversation={conversation} /> : null}
      </div>
    </div>
  );
}

function Actions({ conversation }: { conversation: Conversation }) {
  const busy = conversation.acting.value !== null;
  return (
    <>
      <button type="button" class="button" aria-disabled={busy} onClick={() => conversation.act('release')}>
        {conversation.acting.value === 'release' ? 'Releasing' : 'Release'}
        <span class="wide-only"> to assistant</span>
      </button>
      <button type="button" class="button" aria-disabled={busy} onClick={() => conversation.act('resolve')}>
        {conversation.acting.value === 'resolve' ? 'Resolving' : 'Resolve'}
      </button>
    </>
  );
}

function whoHasIt(conversation: Conversation): string {
  const { view } = conversation.thread.value;
  if (view === null) return '';
  if (view.state !== 'human' || view.agent === null) return stateWords[view.state];
  return view.agent.id === queue.value.me?.id ? 'With you' : `With ${view.agent.name}`;
}
