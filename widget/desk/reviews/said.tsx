import type { Review } from '../../../worker/records/reviews/schema.ts';
import { now } from '../ui/clock.ts';
import { timeOfDay } from '../ui/time.ts';
import { verdictWords } from './words.ts';

/** What people have said about the turn, newest first. */
export function Said({ reviews }: { reviews: readonly Review[] }) {
  if (reviews.length === 0) return null;
  return (
    <section class="block" aria-labelledby="said">
      <h3 id="said">Verdicts</h3>
      <ul>
        {reviews.map(({ verdict, sentence, note, reviewer, name, at }) => (
          <li key={reviewer} class="said">
            <span class={verdict === 'none' ? 'tag ok' : 'tag warn'}>{verdictWords[verdict]}</span> {name}{' '}
            <span class="muted">{timeOfDay(at, now.value)}</span>
            {sentence === null ? null : <blockquote class="draft">{sentence}</blockquote>}
            {note === null ? null : <p>{note}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
