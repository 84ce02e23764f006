import { entryOf } from '../queue/reduce.ts';
import { claim, claiming, queue } from '../queue/store.ts';
import { confirmFirst } from '../ui/confirm.tsx';
import type { Conversation } from './conversation.ts';
import { whyNotWritable } from './not-writable.ts';
import { want } from './wanted.ts';

/** Reading is free; writing needs the claim, so that two people never answer at once. A lead may join on purpose. */
export function ReadOnly({ conversation, joinable }: { conversation: Conversation; joinable: boolean }) {
  const entry = entryOf(queue.value, conversation.id);
  const { view } = conversation.thread.value;
  if (view === null) return null;
  const claimable = entry !== null && entry.status !== 'claimed';
  return (
    <div class="read-only">
      <p>{whyNotWritable(view, claimable)}</p>
      {claimable ? (
        <button
          type="button"
          class="button primary"
          aria-disabled={claiming.value.has(entry.handoffId)}
          onClick={() => claim(entry.handoffId)}
        >
          {claiming.value.has(entry.handoffId) ? 'Claiming' : 'Claim and reply'}
        </button>
      ) : null}
      {joinable ? (
        <button type="button" class="button" onClick={() => askToJoin(conversation, view.agent?.name ?? 'A colleague')}>
          Join the conversation
        </button>
      ) : null}
    </div>
  );
}

function askToJoin(conversation: Conversation, name: string): void {
  confirmFirst({
    title: 'Join this conversation?',
    text: `${name} has this conversation; the customer will see that you joined.`,
    button: 'Join',
    run: () => {
      conversation.joined.value = true;
      want(conversation.id, 'reply');
    },
  });
}
