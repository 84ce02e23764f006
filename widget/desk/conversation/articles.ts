import { signal } from '@preact/signals';
import type { Found, FoundArticle } from '../../../worker/turn/find.ts';
import { call, Problem } from '../session/api.ts';

export type Search =
  | { at: 'idle' }
  | { at: 'asking'; articles: readonly FoundArticle[] }
  | { at: 'found'; articles: readonly FoundArticle[] }
  | { at: 'failed'; message: string };

/** Without another key this long, what stands there is asked for. */
const PAUSE = 250;

/** The search of one open list: answers that a newer question has overtaken are dropped. */
export function articleSearch() {
  const state = signal<Search>({ at: 'idle' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;

  function ask(question: string, language: string): void {
    clearTimeout(timer);
    const mine = ++turn;
    const q = question.trim().slice(0, 500);
    if (q === '') {
      state.value = { at: 'idle' };
      return;
    }
    const before = state.peek();
    state.value = { at: 'asking', articles: before.at === 'found' || before.at === 'asking' ? before.articles : [] };
    timer = setTimeout(() => {
      const query = new URLSearchParams({ q, ...(/^[a-z]{2}$/.test(language) && { language }) });
      call<Found>('GET', `/find?${query}`).then(
        ({ articles }) => {
          if (mine === turn) state.value = { at: 'found', articles };
        },
        (error: unknown) => {
          const message = error instanceof Problem ? error.message : 'The server cannot be reached. Check the connection.';
          if (mine === turn) state.value = { at: 'failed', message };
        },
      );
    }, PAUSE);
  }
  const stop = () => {
    clearTimeout(timer);
    turn++;
  };
  return { state, ask, stop };
}

/** The passage and what it is from: whoever reads it can ask for the rest. */
export const withSource = ({ text, title }: FoundArticle): string => `${text}\n(${title})`;

export function searchStatus(search: Search): string {
  if (search.at === 'idle') return 'Write what to look for.';
  if (search.at === 'asking') return 'Looking';
  if (search.at === 'failed') return search.message;
  return search.articles.length === 0 ? 'No article has anything on this.' : `${search.articles.length} found`;
}
