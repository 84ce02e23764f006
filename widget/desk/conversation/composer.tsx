import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { MAX_MESSAGE } from '../../../worker/protocol.ts';
import { focusRow } from '../queue/cursor.ts';
import { entryOf } from '../queue/reduce.ts';
import { claim, claiming, queue, replyWanted } from '../queue/store.ts';
import { AlarmIcon } from '../ui/icons.tsx';
import type { Conversation } from './conversation.ts';
import { whyNotWritable } from './not-writable.ts';
import { hintsFor, loadTone } from './tone.ts';
import { ToneCopy, ToneHints } from './tone-hints.tsx';

const maxMessage: typeof MAX_MESSAGE = 4_000;
const COUNT_FROM = 200;
/** A screen keyboard has no Shift + Enter: there Enter makes the line and the button sends. */
const onTouch = () => matchMedia('(pointer: coarse)').matches;

export function Composer({ conversation }: { conversation: Conversation }) {
  const { thread, writable, trouble } = conversation;
  if (thread.value.view === null) return null;
  return (
    <div class="composer">
      {trouble.value === null ? null : (
        <p class="mark late" role="alert">
          <AlarmIcon /> {trouble.value}
        </p>
      )}
      {writable.value ? <Reply conversation={conversation} /> : <ReadOnly conversation={conversation} />}
    </div>
  );
}

function Reply({ conversation }: { conversation: Conversation }) {
  const { draft, status } = conversation;
  const field = useRef<HTMLTextAreaElement>(null);
  const left = maxMessage - draft.value.length;
  const empty = draft.value.trim() === '';
  const findings = hintsFor(draft.value);
  useEffect(loadTone, []);

  const wanted = replyWanted.value === conversation.id;
  useLayoutEffect(() => {
    if (!wanted) return;
    field.current?.focus();
    replyWanted.value = null;
  }, [wanted]);

  const send = () => {
    if (empty || left < 0) return;
    conversation.send(draft.value.trim());
    draft.value = '';
    field.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // Enter also ends a composition (Japanese, Chinese, dead keys), which is not sending.
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && !onTouch()) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape') {
      const entry = entryOf(queue.peek(), conversation.id);
      if (entry === null) field.current?.blur();
      else focusRow(entry.handoffId);
    }
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label class="visually-hidden" for="reply">
        Reply as {queue.value.me?.name}
      </label>
      {/* The hidden copy has the same text and gives the field its height, so it grows without a style attribute. */}
      <div class="grow">
        <ToneCopy text={draft.value} findings={findings} />
        <textarea
          id="reply"
          ref={field}
          rows={1}
          value={draft.value}
          placeholder="Write a reply"
          aria-keyshortcuts="r"
          aria-describedby="reply-hint tone-hints"
          aria-invalid={left < 0}
          onInput={(event) => {
            draft.value = event.currentTarget.value;
            conversation.typed();
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <ToneHints findings={findings} />
      <div class="composer-foot">
        <span id="reply-hint" class={left < 0 ? 'mark late' : 'muted'}>
          {hint(left, status.value === 'open')}
        </span>
        <button type="submit" class="button primary" aria-disabled={empty || left < 0}>
          Send
        </button>
      </div>
    </form>
  );
}

function hint(left: number, online: boolean): string {
  if (left < 0) return `${-left} characters too long`;
  if (left < COUNT_FROM) return `${left} characters left`;
  return online ? 'Enter sends, Shift + Enter makes a new line' : 'No connection. What you send now goes out by itself later';
}

/** Reading is free; writing needs the claim, so that two people never answer at once. */
function ReadOnly({ conversation }: { conversation: Conversation }) {
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
    </div>
  );
}
