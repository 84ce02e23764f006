import type { Chat } from './chat.ts';
import { Contact } from './contact.tsx';
import { opening } from './format.ts';
import { Path } from './icons.tsx';
import { live } from './live.ts';
import { clock, down, up } from './more-icons.ts';

/** What is known, and not more: no place and no minutes are made up, and none are told while nobody is there. */
const Queue = live(function Queue({ chat }: { chat: Chat }) {
  const { t } = chat;
  const { place = null, waitMinutes = null, opensAt } = chat.view.value?.queue ?? {};
  const waits = () =>
    `${place ? t('queue-place', { place }) : t('queued')} ${waitMinutes ? t('queue-wait', { minutes: waitMinutes }) : t('queue-unknown')}`;
  return (
    <>
      <p role="status">
        <Path d={clock} />
        {opensAt ? t('queue-opens', { time: opening(opensAt, chat.locale.value) }) : waits()}
      </p>
      {chat.view.value?.contact ? (
        <Contact chat={chat} />
      ) : (
        // One place for both, so that what is being typed stays when the team comes back.
        <details open={!!opensAt}>
          <summary>{t(opensAt ? 'leave-email' : 'cant-wait')}</summary>
          <Contact chat={chat} />
        </details>
      )}
    </>
  );
});

/** Nobody took the conversation in the promised time: say so, and offer an answer by e-mail. */
const Missed = live(function Missed({ chat }: { chat: Chat }) {
  return (
    <>
      {!chat.view.value?.contact && <p>{chat.t('missed')}</p>}
      <Contact chat={chat} />
    </>
  );
});

/** Asked once a conversation is over; can be changed until it goes on. */
const Feedback = live(function Feedback({ chat }: { chat: Chat }) {
  const { t } = chat;
  const given = chat.view.value?.feedback;
  const thumb = (value: 'up' | 'down') => (
    <button
      type="button"
      class="thumb"
      aria-pressed={given === value}
      aria-label={t(`feedback-${value}`)}
      onClick={() => chat.feedback(value)}
    >
      <Path d={value === 'up' ? up : down} />
    </button>
  );
  return (
    <>
      <p>{t('resolved')}</p>
      <div class="feedback">
        <span role="status">{given ? t('feedback-thanks') : t('feedback')}</span>
        {thumb('up')}
        {thumb('down')}
      </div>
    </>
  );
});

/** Where the conversation stands, when that is not simply with someone who answers. */
export const Standing = live(function Standing({ chat }: { chat: Chat }) {
  switch (chat.mode.value) {
    case 'queued':
      return <Queue chat={chat} />;
    case 'missed':
      return <Missed chat={chat} />;
    case 'resolved':
      return <Feedback chat={chat} />;
    default:
      return null;
  }
});
