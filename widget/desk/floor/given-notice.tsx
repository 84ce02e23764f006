import { queue } from '../queue/store.ts';
import { CrossIcon, PersonIcon } from '../ui/icons.tsx';
import { dismissGiven, given, givenBy } from './given.ts';

/** Above every page: somebody counts on me for a conversation. Nothing opens by itself, and nothing takes the focus. */
export function GivenNotice() {
  // Taken back, or ended, before it was looked at: there is nothing to say any more.
  const mine = given.value.flatMap((one) => {
    const entry = queue.value.entries.get(one.handoffId);
    return entry === undefined || entry.agent?.id === queue.value.me?.id ? [{ ...one, customer: entry?.customer }] : [];
  });
  if (mine.length === 0) return null;
  return (
    <aside class="given" aria-label="Given to you">
      <ul>
        {mine.map(({ handoffId, conversationId, by, customer }) => (
          <li key={handoffId}>
            <p>
              <PersonIcon /> {givenBy(by)}: <a href={`#/c/${conversationId}`}>{customer ?? 'a conversation'}</a>
            </p>
            <button type="button" class="icon-button" aria-label="Dismiss" onClick={() => dismissGiven(handoffId)}>
              <CrossIcon />
            </button>
          </li>
        ))}
      </ul>
    </aside>
  );
}
