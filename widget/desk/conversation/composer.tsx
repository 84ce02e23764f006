import { useLayoutEffect } from 'preact/hooks';
import { whisperWanted } from '../floor/whisper.ts';
import { queue, replyWanted } from '../queue/store.ts';
import { AlarmIcon, PersonIcon } from '../ui/icons.tsx';
import { alsoHere } from './also-here.ts';
import type { Conversation } from './conversation.ts';
import { mayJoin, mayWhisper, mayWrite } from './may.ts';
import { Modes } from './modes.tsx';
import { NoteBox } from './note-box.tsx';
import { ReadOnly } from './read-only.tsx';
import { Reply } from './reply.tsx';
import { want } from './wanted.ts';

/** Where words are written: for the customer, or for colleagues, each in a field of its own. */
export function Composer({ conversation }: { conversation: Conversation }) {
  const { thread, trouble, mode } = conversation;
  const { view, viewers } = thread.value;
  const { me } = queue.value;
  const whispers = whisperWanted.value === conversation.id && view !== null;
  useLayoutEffect(() => {
    if (!whispers) return;
    whisperWanted.value = null;
    mode.value = mayWhisper(view, me) ? 'whisper' : 'note';
    want(conversation.id, mode.value);
  }, [whispers]);
  const claimed = replyWanted.value === conversation.id;
  useLayoutEffect(() => {
    // Whoever just claimed it answers.
    if (claimed) mode.value = 'reply';
  }, [claimed]);
  if (view === null) return null;
  const others = alsoHere(viewers, me?.id ?? '');
  const shown = mode.value === 'whisper' && !mayWhisper(view, me) ? 'note' : mode.value;
  return (
    <div class={`composer writes-${shown}`}>
      {trouble.value === null ? null : (
        <p class="mark late" role="alert">
          <AlarmIcon /> {trouble.value}
        </p>
      )}
      <div class="composer-head">
        <Modes conversation={conversation} shown={shown} whisperTo={mayWhisper(view, me) ? (view.agent?.name ?? null) : null} />
        {others === '' ? null : (
          <p class="also-here muted">
            <PersonIcon /> {others}
          </p>
        )}
      </div>
      {shown !== 'reply' ? (
        <NoteBox conversation={conversation} whisperTo={shown === 'whisper' ? (view.agent?.name ?? null) : null} />
      ) : mayWrite(conversation, me) ? (
        <Reply conversation={conversation} />
      ) : (
        <ReadOnly conversation={conversation} joinable={mayJoin(view, me)} />
      )}
    </div>
  );
}
