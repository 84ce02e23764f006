import type { Entry } from '../../live/outbox.ts';
import { queue } from '../queue/store.ts';
import { AlarmIcon, ClockIcon } from '../ui/icons.tsx';
import { refusalText } from '../words.ts';
import type { Conversation } from './conversation.ts';
import { mayWrite } from './may.ts';

/** A reply the server has not confirmed: on its way, or refused and waiting for a decision. Never silently gone. */
export function PendingItem({ item, conversation }: { item: Entry; conversation: Conversation }) {
  const { clientId, kind, refused, text } = item;
  const isNote = kind === 'note' || kind === 'whisper';
  const edit = () => {
    const { mode } = conversation;
    const draft = isNote ? conversation.noteDraft : conversation.draft;
    mode.value = kind === 'whisper' ? 'whisper' : isNote ? 'note' : 'reply';
    draft.value = draft.value.trim() === '' ? text : `${draft.value}\n${text}`;
    conversation.discard(clientId);
  };
  return (
    <li class={`message pending ${isNote ? 'note-item' : 'by-agent by-me'}`}>
      <div class="bubble">
        <p class="plain">{text}</p>
      </div>
      {refused === undefined ? (
        <div class="message-foot">
          <span class="mark">
            <ClockIcon /> {conversation.status.value === 'open' ? 'Sending' : 'Goes out when the connection is back'}
          </span>
        </div>
      ) : (
        <div class="message-foot">
          <span class="mark late">
            <AlarmIcon /> Not sent. {refusalText(refused, '')}
          </span>
          {isNote || mayWrite(conversation, queue.value.me) ? (
            <button type="button" class="link-button" onClick={() => conversation.retry(clientId)}>
              Send again
            </button>
          ) : null}
          <button type="button" class="link-button" onClick={edit}>
            Edit
          </button>
          <button type="button" class="link-button" onClick={() => conversation.discard(clientId)}>
            Discard
          </button>
        </div>
      )}
    </li>
  );
}
