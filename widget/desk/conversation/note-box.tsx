import { useSignal } from '@preact/signals';
import { useCallback, useLayoutEffect, useRef } from 'preact/hooks';
import type { MAX_MESSAGE } from '../../../worker/protocol.ts';
import { focusRow } from '../queue/cursor.ts';
import { entryOf } from '../queue/reduce.ts';
import { queue } from '../queue/store.ts';
import { LockIcon } from '../ui/icons.tsx';
import type { Conversation } from './conversation.ts';
import { Field } from './field.tsx';
import { namedIn } from './mention.ts';
import { MentionPicker } from './mention-picker.tsx';
import { type Stretch, triggered } from './trigger.ts';
import { fieldWanted, isWanted } from './wanted.ts';
import { back, caretOf, put, sends } from './writing.ts';

const maxMessage: typeof MAX_MESSAGE = 4_000;

/** Words for colleagues. Another field, colour, label and button than the reply's: nothing here ever reaches the customer. */
export function NoteBox({ conversation, whisperTo }: { conversation: Conversation; whisperTo: string | null }) {
  const { noteDraft, writable, joined } = conversation;
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useSignal<Stretch | null>(null);
  const left = maxMessage - noteDraft.value.length;
  const empty = noteDraft.value.trim() === '';
  const wanted = isWanted(conversation.id, 'note');
  useLayoutEffect(() => {
    if (!wanted) return;
    field.current?.focus();
    fieldWanted.value = null;
  }, [wanted]);
  const leave = useCallback(() => {
    picker.value = null;
  }, []);

  const add = () => {
    if (empty || left < 0) return;
    conversation.note(noteDraft.value.trim());
    noteDraft.value = '';
    field.current?.focus();
  };
  const take = (text: string) => {
    noteDraft.value = text;
    // Where the customer is told who writes, a note says nothing.
    if (!writable.peek() && !joined.peek()) conversation.typed();
  };
  const now = picker.value;
  return (
    <form
      class="note-box"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <label class="note-label" for="note">
        <LockIcon /> {whisperTo === null ? 'Note: only your team sees this' : `Whisper to ${whisperTo}: only your team sees this`}
      </label>
      <Field
        id="note"
        field={field}
        value={noteDraft.value}
        placeholder="Write to your colleagues, @ names one"
        keyshortcut="n"
        describedBy="note-hint"
        invalid={left < 0}
        copy={
          <div class="grow-copy" aria-hidden="true">
            {namedIn(noteDraft.value, queue.value.agents).map(({ text, id }, i) => (id === null ? text : <b key={i}>{text}</b>))}{' '}
          </div>
        }
        onInput={(event, element) => {
          const stretch = triggered(element.value, element.selectionStart, event.data, '@');
          take(element.value);
          if (stretch !== null) picker.value = stretch;
        }}
        onKeyDown={(event) => {
          if (sends(event)) {
            event.preventDefault();
            add();
          } else if (event.key === 'Escape') {
            const entry = entryOf(queue.peek(), conversation.id);
            if (entry === null) field.current?.blur();
            else focusRow(entry.handoffId);
          }
        }}
      />
      {now === null ? null : (
        <MentionPicker
          insert={(text) => {
            leave();
            if (field.current !== null) take(put(field.current, now, text));
          }}
          onBack={(also) => {
            leave();
            if (field.current !== null) take(back(field.current, now, also));
          }}
          onLeave={leave}
        />
      )}
      <div class="composer-foot">
        <span id="note-hint" class={left < 0 ? 'mark late' : 'muted'}>
          {left < 0 ? `${-left} characters too long` : 'The customer never sees it'}
        </span>
        <span class="composer-buttons">
          <button
            type="button"
            class="button quiet"
            aria-expanded={now !== null}
            onClick={() => {
              if (field.current !== null) picker.value = caretOf(field.current);
            }}
          >
            @ Colleague
          </button>
          <button type="submit" class="button note-button" aria-disabled={empty || left < 0}>
            {whisperTo === null ? 'Add note' : 'Whisper'}
          </button>
        </span>
      </div>
    </form>
  );
}
