import type { Author, Message as Said } from '../../worker/protocol.ts';
import type { Choice } from '../../worker/turn/record.ts';
import type { Entry } from '../live/outbox.ts';
import { Bubble } from './bubble.tsx';
import type { Chat } from './chat.ts';
import { clock } from './clock.ts';
import { Content } from './content.tsx';
import { Suggestions } from './suggestions.tsx';
import { refusalText } from './wording.ts';

const key = (author: Author) => (author.kind === 'agent' ? author.id : author.kind);

interface MessageProps {
  of: Said;
  /** What stands above: a run of one speaker's messages carries one label. */
  after: Said | undefined;
  last: boolean;
  /** The person who helps has had it on their screen. */
  seen?: boolean;
  chat: Chat;
}

export function Message({ of, after, last, seen, chat }: MessageProps) {
  const run = after && key(after.author) === key(of.author);
  // What happens next, and whom to call in danger, is no small print.
  const handed = of.body.type === 'notice' && of.body.code === 'handoff';
  const content = (
    <>
      <div class={handed ? 'bubble handed' : 'bubble'}>
        <Content of={of} last={last} chat={chat} />
      </div>
      {of.body.type === 'choices' && <Choices of={of.body.choices} past={!last || chat.mode.value !== 'assistant'} chat={chat} />}
      {/* To be found, not announced: what matters is the answer. */}
      {seen && (
        <div class="fate" aria-live="off">
          {chat.t('seen')}
        </div>
      )}
    </>
  );
  if (run)
    return (
      <div class={`said ${of.author.kind} run`} data-seq={of.seq}>
        {content}
      </div>
    );
  return (
    <Bubble author={of.author} chat={chat} seq={of.seq} time={<time dateTime={of.at}>{clock(of.at, chat.locale.value)}</time>}>
      {content}
    </Bubble>
  );
}

/** Titles of articles, sent as the customer's own words, and a person for who finds none of them right. */
function Choices({ of, past, chat }: { of: readonly Choice[]; past: boolean; chat: Chat }) {
  return (
    <Suggestions of={of.map(({ title }) => title)} past={past} chat={chat}>
      <li>
        <button type="button" disabled={past} onClick={chat.person}>
          {chat.t('none')}
        </button>
      </li>
    </Suggestions>
  );
}

/** Said here, not yet known to the server. The text is never lost: it is on its way, or can be sent again. */
export function Unsent({ of: { clientId, kind, text, refused }, chat }: { of: Entry; chat: Chat }) {
  const { t } = chat;
  return (
    <div class="said customer">
      <div class={refused ? 'bubble refused' : 'bubble'}>
        <p dir="auto">{kind === 'person' ? t('person') : text}</p>
      </div>
      <div class="fate">
        {refused ? (
          <>
            <span role="alert">
              {t('not-sent')} {t(refusalText(refused))}
            </span>
            <button type="button" onClick={() => chat.retry(clientId)}>
              {t('retry')}
            </button>
            <button type="button" onClick={() => chat.discard(clientId)}>
              {t('discard')}
            </button>
          </>
        ) : (
          t('sending')
        )}
      </div>
    </div>
  );
}
