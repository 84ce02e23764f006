import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ReviewPage } from '../../../worker/records/reviews/schema.ts';
import { Decision } from '../context/decision.tsx';
import { LatestFacts } from '../context/facts.tsx';
import { Failed } from '../questions/failed.tsx';
import { now } from '../ui/clock.ts';
import { BackIcon } from '../ui/icons.tsx';
import { go, goReviews } from '../ui/route.ts';
import { timeOfDay } from '../ui/time.ts';
import { languageName, outcomeWords } from '../words.ts';
import { Lowered } from './lowered.tsx';
import { Quality } from './quality.tsx';
import { Said } from './said.tsx';
import { Sentences } from './sentences.tsx';
import { loadReview, review } from './store.ts';
import { Verdict } from './verdict.tsx';
import { endedWords } from './words.ts';

export function ReviewPane({ turn }: { turn: string | null }) {
  const state = review.state.value;
  if (turn === null) {
    return (
      <div class="empty-pane">
        <Lowered />
        <p>Open a turn to review it.</p>
        <p class="muted">
          <kbd>j</kbd> and <kbd>k</kbd> move, <kbd>Enter</kbd> opens, <kbd>↓</kbd> and <kbd>↑</kbd> pick a sentence, <kbd>1</kbd> to{' '}
          <kbd>5</kbd> give the verdict and open the next.
        </p>
      </div>
    );
  }
  if (state.at === 'ready' && state.value.record.id === turn) return <Opened page={state.value} />;
  return (
    <>
      <div class="conversation-head">
        <Back />
        <h2>Review</h2>
      </div>
      {state.at === 'failed' ? (
        <Failed what="This turn could not be loaded." message={state.message} retry={loadReview} />
      ) : (
        <p class="empty">Loading the turn</p>
      )}
    </>
  );
}

const Back = () => (
  <button type="button" class="icon-button narrow-only" aria-label="Back to the reviews" onClick={() => goReviews()}>
    <BackIcon />
  </button>
);

function Opened({ page }: { page: ReviewPage }) {
  const { record, parts, reviews, quality } = page;
  const { outcome, facts } = record;
  const heading = useRef<HTMLHeadingElement>(null);
  // Out of the list, where arrows mean turns, to where they mean sentences.
  useLayoutEffect(() => heading.current?.focus(), []);
  const ended = endedWords({ outcome: outcome.kind, reason: outcome.kind === 'handoff' ? outcome.reason : null });
  return (
    <>
      <div class="conversation-head">
        <Back />
        <div class="conversation-title">
          <h2 tabIndex={-1} ref={heading}>
            {ended}
          </h2>
          <p class="muted small-text">
            {timeOfDay(record.at, now.value)} · {languageName(facts.language)} ·{' '}
            <button type="button" class="link-button" onClick={() => go(record.conversationId)}>
              Open conversation
            </button>
          </p>
        </div>
      </div>
      <div class="review-columns">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region without the focus cannot be scrolled by keyboard */}
        <section class="review-words" tabIndex={0} aria-label="Question and answer">
          <Lowered />
          <Asked page={page} />
          <Sentences parts={parts} />
          <Said reviews={reviews} />
        </section>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region without the focus cannot be scrolled by keyboard */}
        <section class="review-why" tabIndex={0} aria-label="Why">
          {quality === null ? null : <Quality of={quality} />}
          <section class="block" aria-labelledby="decided">
            <h3 id="decided">Decision</h3>
            <Decision record={record} />
          </section>
          <LatestFacts record={record} heading="Facts" />
        </section>
      </div>
      <Verdict page={page} />
    </>
  );
}

function Asked({ page: { before, record } }: { page: ReviewPage }) {
  return (
    <div class="block">
      {before.length === 0 ? null : (
        <details class="before">
          <summary>Before it</summary>
          <ul>
            {before.map(({ at, question, outcome }) => (
              <li key={at}>
                <span dir="auto">{question}</span> <span class="muted">{outcomeWords[outcome]}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <h3>The customer wrote</h3>
      <p class="review-question" dir="auto" lang={record.facts.language}>
        {record.question === '' ? 'Nothing; pressed the button for a person.' : record.question}
      </p>
    </div>
  );
}
