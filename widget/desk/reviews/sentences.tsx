import type { Part } from '../../../worker/records/reviews/schema.ts';
import { reached, sentencesOf } from './pick.ts';
import { picked, review } from './store.ts';

/** What was written, sentence by sentence: the one that a defect is about can be picked. */
export function Sentences({ parts }: { parts: readonly Part[] }) {
  if (parts.length === 0) return <p class="block muted">Nothing was written.</p>;
  let number = 0;
  return (
    <>
      {parts.map((part) => {
        const first = number;
        number += part.sentences.length;
        return <Words key={first} part={part} first={first} />;
      })}
    </>
  );
}

function Words({ part, first }: { part: Part; first: number }) {
  return (
    <fieldset class="block sentences">
      <legend>{part.as === 'sent' ? 'The customer was told' : 'Draft for the people'}</legend>
      <p class="muted small-text">
        <Source of={part.source} />
      </p>
      {part.sentences.map((sentence, i) => (
        <label key={i} class="sentence">
          <input
            type="radio"
            name="sentence"
            data-sentence={first + i}
            checked={picked.value === first + i}
            onChange={() => {
              picked.value = first + i;
            }}
          />
          <span dir="auto">{sentence}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Source({ of }: { of: Part['source'] }) {
  if (of.kind === 'order') return <>From order {of.number}</>;
  if (of.kind === 'wording') return <>Approved wording of the release</>;
  return (
    <>
      From “{of.title}” <code>{of.articleId}</code>
      {of.passage === null ? null : `, passage ${of.passage + 1}`}
    </>
  );
}

/** With the arrow keys, from wherever the focus is; the sentence reached takes it. */
export function pickByStep(step: 1 | -1): void {
  const page = review.state.peek();
  if (page.at !== 'ready') return;
  const next = reached(picked.peek(), step, sentencesOf(page.value.parts).length);
  if (next === null) return;
  picked.value = next;
  document.querySelector<HTMLElement>(`[data-sentence="${next}"]`)?.focus();
}
