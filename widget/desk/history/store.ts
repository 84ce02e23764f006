import { effect, signal, untracked } from '@preact/signals';
import type { Choices, PastList } from '../../../worker/records/conversations/schema.ts';
import { failure } from '../questions/failure.ts';
import { source } from '../questions/load.ts';
import { announce } from '../ui/announce.tsx';
import { count } from '../ui/time.ts';
import { exportList, readChoices, readPast } from './api.ts';
import { change, filters, isFiltered, queryOf } from './filters.ts';
import { save } from './save.ts';

/** Between two letters; after that nobody is typing any more. */
const TYPING = 250;

export const past = source<PastList>(failure);
export const choices = source<Choices>(failure);
export const busy = signal<'more' | 'export' | null>(null);
export const trouble = signal('');
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

/** One thing at a time; a second press while it is under way is the first one. */
async function once(what: NonNullable<typeof busy.value>, work: () => Promise<void>): Promise<void> {
  if (busy.peek() !== null) return;
  busy.value = what;
  trouble.value = '';
  try {
    await work();
  } catch (error) {
    trouble.value = failure(error);
    announce(trouble.value);
  } finally {
    busy.value = null;
  }
}

export const morePast = (after: string): Promise<void> =>
  once('more', async () => {
    const page = await readPast(queryOf(filters.peek(), after));
    const before = past.state.peek();
    if (before.at !== 'ready' || before.value.next !== after) return;
    past.state.value = { at: 'ready', value: { ...page, conversations: [...before.value.conversations, ...page.conversations] } };
  });

export const exportFound = (): Promise<void> => once('export', async () => save(await exportList(queryOf(filters.peek()))));
