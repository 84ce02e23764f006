import type { DueReview } from '../../../worker/release/due.ts';
import { AlarmIcon, ClockIcon } from '../ui/icons.tsx';
import { effectWords } from './words.ts';

/** Articles and rules of the active release that people promised to look at again. */
export function Due({ of }: { of: readonly DueReview[] }) {
  return (
    <section class="releases-part" aria-labelledby="releases-due">
      <h3 id="releases-due">Reviews due in the next 30 days</h3>
      {of.length === 0 ? (
        <p class="muted">None. Articles and rules past their review step down by themselves.</p>
      ) : (
        <ul class="due-list">
          {of.map(({ kind, id, title, owner, reviewBy, effect }) => (
            <li key={`${kind} ${id}`}>
              <span class={effect === 'soon' ? 'mark near' : 'mark late'}>
                {effect === 'soon' ? <ClockIcon /> : <AlarmIcon />}
                <time dateTime={reviewBy}>{reviewBy}</time>
              </span>
              <span>
                {kind === 'article' ? 'Article' : 'Rule'} <strong>{title}</strong>{' '}
                <span class="muted">
                  <code>{id}</code>, {effectWords[effect]}
                  {owner === null ? '' : `. ${owner}`}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
