import { useEffect } from 'preact/hooks';
import { route } from '../ui/route.ts';
import { shortcutsOn } from '../ui/settings.ts';
import { keyOf } from './keys.ts';
import { DrawnList } from './list.tsx';
import { ReviewPane } from './review.tsx';
import { pickByStep } from './sentences.tsx';
import { judge, watchReviews } from './store.ts';
import { Toolbar } from './toolbar.tsx';

/** Turns drawn for review: the list on the left, the open one beside it. */
export function ReviewsPage() {
  useEffect(watchReviews, []);
  useEffect(listenForKeys, []);
  const now = route.value;
  const turn = now.page === 'reviews' ? now.turn : null;
  return (
    <main class="panes reviews">
      <section class="pane drawn-pane" aria-label="Turns to review">
        <Toolbar />
        <DrawnList />
      </section>
      <section class="pane review-pane" aria-label="Review">
        <ReviewPane key={turn} turn={turn} />
      </section>
    </main>
  );
}

function listenForKeys(): () => void {
  const listener = (event: KeyboardEvent) => {
    const current = route.peek();
    if (current.page !== 'reviews' || current.turn === null) return;
    const key = keyOf(event, shortcutsOn.peek());
    if (key === null) return;
    event.preventDefault();
    if ('step' in key) pickByStep(key.step);
    else void judge(key.verdict);
  };
  addEventListener('keydown', listener);
  return () => removeEventListener('keydown', listener);
}
