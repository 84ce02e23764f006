import { useLayoutEffect, useRef } from 'preact/hooks';
import type { QuestionGroup, QuestionGroupPage } from '../../../worker/records/questions/schema.ts';
import { now } from '../ui/clock.ts';
import { BackIcon } from '../ui/icons.tsx';
import { goQuestions } from '../ui/route.ts';
import { count, timeOfDay } from '../ui/time.ts';
import { languageName, questionStatusWords } from '../words.ts';
import { Actions } from './actions.tsx';
import { AskedList } from './asked.tsx';
import { Failed } from './failed.tsx';
import { group, loadGroup } from './store.ts';

export function GroupPane({ number, mayDecide }: { number: number | null; mayDecide: boolean }) {
  const state = group.state.value;
  if (number === null) {
    return (
      <div class="empty-pane">
        <p>Open a group to read its questions.</p>
        <p class="muted">
          Each group is one question that no approved article answers, as customers asked it. <kbd>j</kbd> and <kbd>k</kbd> move,{' '}
          <kbd>Enter</kbd> opens, <kbd>q</kbd> goes back to the queue.
        </p>
      </div>
    );
  }
  if (state.at === 'ready' && state.value.group.number === number) return <Opened page={state.value} mayDecide={mayDecide} />;
  return (
    <>
      <div class="conversation-head">
        <Back />
        <h2>Group {number}</h2>
      </div>
      {state.at === 'failed' ? (
        <Failed what="This group could not be loaded." message={state.message} retry={loadGroup} />
      ) : (
        <p class="empty">Loading the group</p>
      )}
    </>
  );
}

const Back = () => (
  <button type="button" class="icon-button narrow-only" aria-label="Back to the groups" onClick={() => goQuestions()}>
    <BackIcon />
  </button>
);

function Opened({ page, mayDecide }: { page: QuestionGroupPage; mayDecide: boolean }) {
  const { group: shown } = page;
  const heading = useRef<HTMLHeadingElement>(null);
  // On a narrow screen the list just went away, and the focus with it.
  useLayoutEffect(() => {
    if (matchMedia('(max-width: 900px)').matches) heading.current?.focus();
  }, []);
  // So did the button that marked it.
  useLayoutEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus();
  }, [shown.status]);
  return (
    <>
      <div class="conversation-head">
        <Back />
        <div class="conversation-title">
          <h2 tabIndex={-1} ref={heading} dir="auto" lang={shown.languages[0]?.language}>
            {shown.example}
          </h2>
        </div>
      </div>
      <div class="group-scroll">
        <About shown={shown} />
        <Actions shown={shown} mayDecide={mayDecide} />
        <AskedList page={page} />
        <Changes page={page} />
      </div>
    </>
  );
}

function About({ shown }: { shown: QuestionGroup }) {
  const time = (iso: string) => timeOfDay(iso, now.value);
  const { changed, article } = shown;
  const [from, to] = [time(shown.firstAt), time(shown.lastAt)];
  return (
    <div class="block">
      <dl class="pairs">
        <div>
          <dt>Asked</dt>
          <dd>
            {shown.count === 1 ? 'Once' : count(shown.count, 'time')}, {from === to ? to : `${from} to ${to}`}
          </dd>
        </div>
        <div>
          <dt>{shown.languages.length === 1 ? 'Language' : 'Languages'}</dt>
          <dd>
            {shown.languages
              .map(({ language, count: n }) => (shown.languages.length === 1 ? languageName(language) : `${languageName(language)} ${n}`))
              .join(', ')}
          </dd>
        </div>
        <div>
          <dt>Nearest</dt>
          <dd>
            {article === null ? (
              'No article came close'
            ) : (
              <>
                {article.title} <code class="muted">{article.id}</code>
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>Status</dt>
          <dd>
            {questionStatusWords[shown.status]}
            {changed === null ? null : ` by ${changed.name}, ${time(changed.at)}`}
            {changed !== null && changed.asked > 0 ? `; asked ${count(changed.asked, 'time')} since` : null}
          </dd>
        </div>
      </dl>
    </div>
  );
}

function Changes({ page }: { page: QuestionGroupPage }) {
  if (page.changes.length < 2) return null;
  return (
    <div class="block">
      <h3>History</h3>
      <ul>
        {page.changes.map(({ at, name, status }) => (
          <li key={at}>
            {questionStatusWords[status]} by {name} <span class="muted">{timeOfDay(at, now.value)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
