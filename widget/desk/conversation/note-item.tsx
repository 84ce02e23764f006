import type { Note } from '../../../worker/protocol.ts';
import { queue } from '../queue/store.ts';
import { LockIcon } from '../ui/icons.tsx';
import { clockOnly } from '../ui/time.ts';
import { roleWords } from '../words.ts';
import { namedIn } from './mention.ts';

/** What a colleague said to colleagues, where it belongs in time. */
export function NoteItem({ note }: { note: Note }) {
  const { by, text, whisper, at, mentions } = note;
  const me = queue.value.me?.id;
  return (
    <li class="message note-item">
      <div class="message-head">
        <span class="message-author">{by.id === me ? 'You' : by.name}</span>
        <span class="tag note-tag">
          <LockIcon /> {whisper ? 'whisper' : 'note'}
        </span>
        {by.role === 'agent' ? null : <span class="tag">{roleWords[by.role].toLowerCase()}</span>}
      </div>
      <div class="bubble">
        <NoteText text={text} mentions={mentions} />
      </div>
      <div class="message-foot">
        <time dateTime={at}>{clockOnly(at)}</time>
        <span>Only your team sees this</span>
      </div>
    </li>
  );
}

/** Only who was told of it stands out: a name that was merely written told nobody. */
function NoteText({ text, mentions }: { text: string; mentions: readonly string[] }) {
  const people = queue.value.agents.filter(({ id }) => mentions.includes(id));
  const me = queue.value.me?.id;
  return (
    <p class="plain" dir="auto">
      {namedIn(text, people).map((piece, i) =>
        piece.id === null ? (
          piece.text
        ) : (
          <b key={i} class={piece.id === me ? 'mention me' : 'mention'}>
            {piece.text}
          </b>
        ),
      )}
    </p>
  );
}
