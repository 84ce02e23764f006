import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Conversation } from './conversation.ts';
import { reasonText, rejectReasons } from './decided.ts';
import { rejecting } from './draft-acts.ts';
import { want } from './wanted.ts';

/** Why the draft is no good, in a press or in words: without it nobody could mend what made it. */
export function Reject({ conversation, turnId }: { conversation: Conversation; turnId: string }) {
  const chosen = useSignal<string>('');
  const words = useSignal('');
  const form = useRef<HTMLFormElement>(null);
  const reason = reasonText(chosen.value, words.value);
  useLayoutEffect(() => form.current?.querySelector('input')?.focus(), []);
  const cancel = () => {
    rejecting.value = null;
    document.querySelector<HTMLElement>('#draft-card')?.focus();
  };
  return (
    <form
      class="reject"
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        if (reason === '') return;
        conversation.decide(turnId, 'reject', { reason });
        rejecting.value = null;
        want(conversation.id, 'reply');
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          cancel();
        } else if (event.key === 'Enter' && event.target instanceof HTMLInputElement && event.target.type === 'radio') {
          event.preventDefault();
          form.current?.requestSubmit();
        }
      }}
    >
      <fieldset>
        <legend>Why is it no good?</legend>
        {rejectReasons.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="reject-reason"
              checked={chosen.value === one}
              onChange={() => {
                chosen.value = one;
              }}
            />{' '}
            {one}
          </label>
        ))}
      </fieldset>
      <label class="visually-hidden" for="reject-words">
        In your words
      </label>
      <input
        id="reject-words"
        type="text"
        maxLength={400}
        placeholder="In your words (needed for “Something else”)"
        value={words.value}
        onInput={(event) => {
          words.value = event.currentTarget.value;
        }}
      />
      <div class="draft-acts">
        <button type="submit" class="button primary" aria-disabled={reason === ''}>
          Reject draft
        </button>
        <button type="button" class="button" onClick={cancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}
