import { now } from '../ui/clock.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { NoteIcon } from '../ui/icons.tsx';
import { count, timeOfDay } from '../ui/time.ts';
import { clearMentions, mentions, unseenMentions } from './mentions.ts';

/** Where colleagues named me in a note; not there until one did. */
export function Mentions() {
  if (mentions.value.length === 0) return null;
  const unseen = unseenMentions.value;
  const label = (
    <>
      <NoteIcon /> <span class="mentions-long">Mentions</span>
      {unseen === 0 ? null : (
        <span class="badge">
          {unseen}
          <span class="visually-hidden"> new</span>
        </span>
      )}
    </>
  );
  return (
    <Disclosure class="mentions" label={label}>
      {(close) => (
        <>
          <ul aria-label={count(mentions.value.length, 'mention')}>
            {mentions.value.map(({ conversationId, by, text, at, seen }) => (
              <li key={`${at} ${conversationId}`}>
                <a href={`#/c/${conversationId}`} class={seen ? '' : 'strong'} onClick={close}>
                  {by} <time dateTime={at}>{timeOfDay(at, now.value)}</time> {seen ? null : <span class="tag">new</span>}
                  <span class="mention-text" dir="auto">
                    {text}
                  </span>
                </a>
              </li>
            ))}
          </ul>
          <button
            type="button"
            class="button quiet"
            onClick={() => {
              close();
              clearMentions();
            }}
          >
            Clear
          </button>
        </>
      )}
    </Disclosure>
  );
}
