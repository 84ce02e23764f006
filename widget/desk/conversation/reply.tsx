import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { MAX_MESSAGE } from '../../../worker/protocol.ts';
import { focusRow } from '../queue/cursor.ts';
import { entryOf } from '../queue/reduce.ts';
import { queue, replyWanted } from '../queue/store.ts';
import { AlarmIcon } from '../ui/icons.tsx';
import type { Conversation } from './conversation.ts';
import { waitingDraft } from './draft-acts.ts';
import { Field } from './field.tsx';
import { gapAdvice, holesIn } from './fill.ts';
import { type OpenPicker, Pickers } from './pickers.tsx';
import { hintsFor, loadTone } from './tone.ts';
import { ToneCopy, ToneHints } from './tone-hints.tsx';
import { triggered } from './trigger.ts';
import { fieldWanted, isWanted } from './wanted.ts';
import { caretOf, sends } from './writing.ts';

const maxMessage: typeof MAX_MESSAGE = 4_000;
const COUNT_FROM = 200;

export function Reply({ conversation }: { conversation: Conversation }) {
  const { draft, status, editing, deciding, writable } = conversation;
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useSignal<OpenPicker | null>(null);
  const tried = useSignal(false);
  const left = maxMessage - draft.value.length;
  const empty = draft.value.trim() === '';
  const findings = hintsFor(draft.value);
  const gaps = gapAdvice(draft.value);
  useEffect(loadTone, []);

  const wanted = replyWanted.value === conversation.id || isWanted(conversation.id, 'reply');
  useLayoutEffect(() => {
    if (!wanted) return;
    field.current?.focus();
    replyWanted.value = null;
    fieldWanted.value = null;
  }, [wanted]);

  const toGap = () => {
    const [hole] = holesIn(field.current?.value ?? '');
    if (hole !== undefined) field.current?.setSelectionRange(hole.start, hole.end);
  };
  const send = () => {
    if (empty || left < 0 || deciding.peek() !== null) return;
    tried.value = gaps !== '';
    if (gaps !== '') {
      field.current?.focus();
      toGap();
      return;
    }
    const text = draft.value.trim();
    if (editing.value !== null) conversation.decide(editing.value, 'edit', { text });
    else {
      conversation.send(text);
      draft.value = '';
    }
    field.current?.focus();
  };
  const take = (text: string) => {
    draft.value = text;
    conversation.typed();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (sends(event)) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape') {
      const entry = entryOf(queue.peek(), conversation.id);
      // First to the draft that waits for a decision, where its keys work; then on to the queue.
      if (waitingDraft(conversation) !== null && editing.peek() === null) document.querySelector<HTMLElement>('#draft-card')?.focus();
      else if (entry === null) field.current?.blur();
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
      {editing.value === null ? null : (
        <p class="editing">
          <span>You are changing the assistant’s draft. It goes out as you send it, and is recorded as edited.</span>
          <button
            type="button"
            class="link-button"
            onClick={() => {
              editing.value = null;
              field.current?.focus();
            }}
          >
            Send as my own instead
          </button>
        </p>
      )}
      <label class="visually-hidden" for="reply">
        Reply as {queue.value.me?.name}
      </label>
      <Field
        id="reply"
        field={field}
        value={draft.value}
        placeholder="Write a reply"
        keyshortcut="r"
        describedBy="reply-hint tone-hints"
        invalid={left < 0 || (tried.value && gaps !== '')}
        copy={<ToneCopy text={draft.value} findings={findings} />}
        onInput={(event, element) => {
          const stretch = triggered(element.value, element.selectionStart, event.data, '/');
          take(element.value);
          if (stretch !== null) picker.value = { of: 'replies', stretch };
        }}
        onKeyDown={onKeyDown}
      />
      {picker.value === null ? null : <Pickers conversation={conversation} open={picker} field={field} take={take} after={toGap} />}
      <ToneHints findings={findings} />
      <div class="composer-foot">
        <span id="reply-hint" class={left < 0 ? 'mark late' : gaps !== '' ? 'mark near' : 'muted'} role={tried.value ? 'alert' : undefined}>
          {gaps === '' ? null : <AlarmIcon />} {left >= 0 && gaps !== '' ? gaps : hint(left, status.value === 'open')}
        </span>
        <span class="composer-buttons">
          {(['replies', 'knowledge'] as const).map((of) => (
            <button
              key={of}
              type="button"
              class="button quiet"
              aria-expanded={picker.value?.of === of}
              onClick={() => {
                if (field.current !== null) picker.value = { of, stretch: caretOf(field.current) };
              }}
            >
              {of === 'replies' ? 'Replies' : 'Knowledge'}
            </button>
          ))}
          <button type="submit" class="button primary" aria-disabled={empty || left < 0 || gaps !== '' || deciding.value !== null}>
            {deciding.value?.decision === 'edit'
              ? 'Sending'
              : editing.value !== null
                ? 'Send edited draft'
                : writable.value
                  ? 'Send'
                  : 'Join and send'}
          </button>
        </span>
      </div>
    </form>
  );
}

function hint(left: number, online: boolean): string {
  if (left < 0) return `${-left} characters too long`;
  if (left < COUNT_FROM) return `${left} characters left`;
  return online ? 'Enter sends, / finds a ready reply' : 'No connection. What you send now goes out by itself later';
}
