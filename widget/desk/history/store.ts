import { effect, signal, untracked } from '@preact/signals';
import type { Choices, PastList } from '../../../worker/records/conversations/schema.ts';
import { acting } from '../ui/acting.ts';
import { announce } from '../ui/announce.tsx';
import { failure } from '../ui/failure.ts';
import { source } from '../ui/load.ts';
import { save } from '../ui/save.ts';
import { count } from '../ui/time.ts';
import { exportList, readChoices, readPast } from './api.ts';
import { change, filters, isFiltered, queryOf } from './filters.ts';

/** Between two letters; after that nobody is typing any more. */
const TYPING = 250;

export const past = source<PastList>(failure);
export const choices = source<Choices>(failure);
export const { busy, trouble, once } = acting<'more' | 'export'>();
/** What stands in the search field, from which a search is made once nobody types. */
export const typed = signal('');

export const loadPast = (): Promise<void> => past.load(() => readPast(queryOf(filters.peek())));

/** Loads what the filters ask for, as long as the page is shown. While something else is loaded, what was there stays. */
export function watchHistory(): () => void {
  typed.value = filters.peek().q;
  void choices.load(readChoices);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stopTyping = effect(() => {
    const text = typed.value;
    clearTimeout(timer);
    if (text !== filters.peek().q) timer = setTimeout(() => change({ q: text }), TYPING);
  });
  const stopList = effect(() => {
    const now = filters.value;
    untracked(() => {
      trouble.value = '';
      void loadPast().then(() => {
        if (filters.peek() === now && isFiltered(now)) announce(found());
      });
    });
  });
  return () => {
    clearTimeout(timer);
    stopTyping();
    stopList();
  };
}

/** At once, without waiting for the end of typing. The same words again: what has come since. */
export function searchNow(): void {
  if (typed.peek() === filters.peek().q) void loadPast();
  else change({ q: typed.peek() });
}

function found(): string {
  const state = past.state.peek();
  if (state.at !== 'ready') return '';
  const { conversations, next } = state.value;
  return next === null ? `${count(conversations.length, 'conversation')} found` : `More than ${conversations.length} conversations found`;
}

export const morePast = (after: string): Promise<boolean> =>
  once('more', async () => {
    const page = await readPast(queryOf(filters.peek(), after));
    const before = past.state.peek();
    if (before.at !== 'ready' || before.value.next !== after) return;
    past.state.value = { at: 'ready', value: { ...page, conversations: [...before.value.conversations, ...page.conversations] } };
  });

export const exportFound = (): Promise<boolean> => once('export', async () => save(await exportList(queryOf(filters.peek()))));
