import { effect, signal, untracked } from '@preact/signals';
import type { DefectKind, ReviewList, ReviewPage, ReviewsQuery } from '../../../worker/records/reviews/schema.ts';
import { acting } from '../ui/acting.ts';
import { announce } from '../ui/announce.tsx';
import { failure } from '../ui/failure.ts';
import { source } from '../ui/load.ts';
import { goReviews, route } from '../ui/route.ts';
import { readList, readReview, sendReview } from './api.ts';
import { nextOf, requestOf } from './pick.ts';
import { levelWords, verdictWords } from './words.ts';

export interface Filters {
  status: ReviewsQuery['status'];
  /** Empty: all of them. */
  area: string;
}

export const filters = signal<Filters>({ status: 'open', area: '' });
export const drawn = source<ReviewList>(failure);
export const review = source<ReviewPage>(failure);

/** The sentence that a defect would be about, by its number, and what is noted about it. */
export const picked = signal<number | null>(null);
export const note = signal('');

export const { busy, trouble, once } = acting<DefectKind | 'more'>();
/** An area that the last verdict lowered. */
export const lowered = signal<{ title: string; owner: string; to: string } | null>(null);

const opened = (): string | null => {
  const current = route.peek();
  return current.page === 'reviews' ? current.turn : null;
};

function query(after: string | null = null): URLSearchParams {
  const { status, area } = filters.peek();
  return new URLSearchParams({ status, ...(area === '' ? {} : { area }), ...(after === null ? {} : { after }) });
}

export const loadDrawn = (): Promise<void> => drawn.load(() => readList(query()));
export const loadReview = async (): Promise<void> => {
  const turn = opened();
  if (turn !== null) await review.load(() => readReview(turn));
};

/** Loads what the address and the filters ask for, as long as the page is shown. */
export function watchReviews(): () => void {
  const stopList = effect(() => {
    void filters.value;
    untracked(() => {
      drawn.clear();
      void loadDrawn();
    });
  });
  const stopReview = effect(() => {
    if (route.value.page !== 'reviews') return;
    untracked(() => {
      [trouble.value, note.value, picked.value] = ['', '', null];
      review.clear();
      void loadReview();
    });
  });
  return () => {
    stopList();
    stopReview();
    lowered.value = null;
  };
}

export const moreDrawn = (after: string): Promise<boolean> =>
  once('more', async () => {
    const page = await readList(query(after));
    const before = drawn.state.peek();
    if (before.at !== 'ready' || before.value.next !== after) return;
    const known = new Set(before.value.drawn.map(({ turn }) => turn));
    const added = page.drawn.filter(({ turn }) => !known.has(turn));
    drawn.state.value = { at: 'ready', value: { ...page, drawn: [...before.value.drawn, ...added] } };
  });

/** Gives a verdict on the open turn and opens the next one. */
export function judge(verdict: DefectKind): Promise<boolean> {
  const [turn, page] = [opened(), review.state.peek()];
  if (turn === null || page.at !== 'ready' || page.value.record.id !== turn || page.value.own) return Promise.resolve(false);
  const request = requestOf(verdict, page.value.parts, picked.peek(), note.peek());
  if (request === null) {
    trouble.value = `${verdictWords[verdict]}: pick the sentence it is about first, with the arrow keys or a click.`;
    announce(trouble.value);
    return Promise.resolve(false);
  }
  return once(verdict, async () => {
    const { quality, steppedDownTo } = await sendReview(turn, request);
    const list = drawn.state.peek();
    const next =
      filters.peek().status === 'open' && list.at === 'ready'
        ? nextOf(
            list.value.drawn.map((one) => one.turn),
            turn,
          )
        : null;
    lowered.value =
      quality !== null && steppedDownTo !== null ? { title: quality.title, owner: quality.owner, to: levelWords[steppedDownTo] } : null;
    announce(
      `${verdictWords[verdict]} saved.${lowered.value === null ? '' : ` ${lowered.value.title} has stepped down to ${lowered.value.to}.`}`,
    );
    if (opened() === turn) {
      if (filters.peek().status === 'open') goReviews(next);
      else await loadReview();
    }
    await loadDrawn();
  });
}
