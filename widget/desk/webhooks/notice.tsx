import type { Notice } from '../../../worker/rooms/notices-schema.ts';
import { now } from '../ui/clock.ts';
import { confirmFirst } from '../ui/confirm.tsx';
import { AlarmIcon } from '../ui/icons.tsx';
import { go } from '../ui/route.ts';
import { timeOfDay } from '../ui/time.ts';
import { busy, detail, open, opened, sendAgain } from './store.ts';
import { attemptWords, eventTitle, nextWords, statusWords, triesWords } from './words.ts';

/** One event: what it says, what became of it, and each try. */
export function NoticeCard({ notice }: { notice: Notice }) {
  const { id, type, at, status, tries, next, conversation, last } = notice;
  const shown = opened.value === id;
  const over = status === 'sent' || status === 'nobody';
  const ask = () =>
    confirmFirst({
      title: status === 'dead' ? 'Send this event again?' : 'Send this event now?',
      text: 'It keeps its id, so that your system can tell if it has taken it already. The site’s log says that you did it.',
      button: status === 'dead' ? 'Send again' : 'Send now',
      run: () => void sendAgain(id),
    });
  return (
    <article class="webhook" aria-label={`${eventTitle(type)}, ${statusWords[status]}`} data-notice={id}>
      <header class="webhook-head">
        <h3>{eventTitle(type)}</h3>
        <span class={`tag ${status === 'sent' ? 'ok' : status === 'dead' ? 'warn' : ''}`}>{statusWords[status]}</span>
      </header>
      <p class="muted">
        <code>{type}</code> {timeOfDay(at, now.value)}
        {triesWords(tries)}
      </p>
      {last === null || status === 'sent' ? null : (
        <p class={status === 'dead' ? 'mark late' : 'mark near'}>
          <AlarmIcon /> {attemptWords(last)}
        </p>
      )}
      {status === 'waiting' ? <p class="muted">{nextWords(next, now.value)}</p> : null}
      <div class="webhook-actions">
        {over ? null : (
          <button type="button" class="button" aria-disabled={busy.value} onClick={ask}>
            {status === 'dead' ? 'Send again' : 'Send now'}
          </button>
        )}
        <button type="button" class="button quiet" aria-expanded={shown} onClick={() => open(id)}>
          {shown ? 'Hide tries' : 'Show tries'}
        </button>
        {conversation === '' ? null : (
          <button type="button" class="button quiet" onClick={() => go(conversation)}>
            Open conversation
          </button>
        )}
      </div>
      {shown ? <Tries id={id} /> : null}
    </article>
  );
}

function Tries({ id }: { id: string }) {
  const state = detail.state.value;
  if (state.at === 'loading') return <p class="muted">Loading the tries</p>;
  if (state.at === 'failed')
    return (
      <p class="mark late" role="alert">
        <AlarmIcon /> {state.message}
      </p>
    );
  const { attempts } = state.value;
  return (
    <div class="webhook-tries">
      <p class="muted">
        Id <code>{id}</code>
      </p>
      {attempts.length === 0 ? (
        <p class="muted">It has not been tried yet.</p>
      ) : (
        <ol>
          {attempts.map((attempt, i) => (
            <li key={`${attempt.at}-${i}`}>
              <span class="muted">{timeOfDay(attempt.at, now.value)}</span> {attemptWords(attempt)}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
