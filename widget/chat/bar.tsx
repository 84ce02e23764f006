import type { Chat } from './chat.ts';
import { Icon } from './icons.tsx';
import { live } from './live.ts';

/** Always on screen above the composer: where the conversation stands, and the way to a person or back. */
export const Bar = live(function Bar({ chat, write }: { chat: Chat; write: () => void }) {
  const { t } = chat;
  const more = chat.more.value;
  const mode = chat.mode.value;
  const notice = chat.notice.value;
  const action = (label: string, run: () => void) => (
    <button type="button" onClick={run}>
      {label}
    </button>
  );
  return (
    <div class="bar">
      {chat.offline.value && (
        <p role="status" class="warn">
          {t('offline')}
        </p>
      )}
      {notice && (
        <p role="alert" class="warn">
          {t(notice)}
        </p>
      )}
      {more && <more.Standing chat={chat} />}
      <div class="actions">
        {(mode === 'assistant' || mode === 'resolved') && (
          <button type="button" class="person" onClick={chat.person} disabled={chat.askedPerson.value}>
            <Icon name="person" />
            {t(chat.askedPerson.value ? 'person-asked' : 'person')}
          </button>
        )}
        {(mode === 'queued' || mode === 'missed') && action(t('back'), chat.withdraw)}
        {mode === 'resolved' && action(t('again'), write)}
        {mode === 'assistant' && chat.thread.value.messages.length > 1 && action(t('done'), chat.resolve)}
      </div>
    </div>
  );
});
