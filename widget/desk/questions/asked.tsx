import type { Question, QuestionGroupPage } from '../../../worker/records/questions/schema.ts';
import { now } from '../ui/clock.ts';
import { go } from '../ui/route.ts';
import { timeOfDay } from '../ui/time.ts';
import { outcomeWords } from '../words.ts';
import { busy, moreQuestions } from './store.ts';

/** Each question as it was asked, newest first. */
export function AskedList({ page }: { page: QuestionGroupPage }) {
  const { group, questions, next } = page;
  return (
    <div class="block">
      <h3>
        Questions <span class="count">{group.count.toLocaleString('en')}</span>
      </h3>
      {questions.length === 0 ? <p class="muted">The conversations are no longer kept.</p> : null}
      <ul>
        {questions.map((question) => (
          <Asked key={question.turnId} question={question} />
        ))}
      </ul>
      {next === null ? null : (
        <button type="button" class="button quiet" aria-disabled={busy.value === 'more'} onClick={() => moreQuestions(group.number, next)}>
          {busy.value === 'more' ? 'Loading' : 'Show more'}
        </button>
      )}
    </div>
  );
}

function Asked({ question }: { question: Question }) {
  const time = timeOfDay(question.at, now.value);
  return (
    <li class="asked-question">
      <p dir="auto" lang={question.language}>
        {question.text}
      </p>
      <p class="muted small-text">
        {time} · <span class="language">{question.language}</span> · {outcomeWords[question.outcome]} ·{' '}
        <button type="button" class="link-button" onClick={() => go(question.conversationId)}>
          Open conversation<span class="visually-hidden"> of {time}</span>
        </button>
      </p>
    </li>
  );
}
