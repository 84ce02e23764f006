import { type Signal, signal } from '@preact/signals';

/** What is known of something that has to be fetched. While it is fetched again, what was there stays, a failure too. */
export type Loaded<T> = { at: 'loading' } | { at: 'ready'; value: T } | { at: 'failed'; message: string };

interface Source<T> {
  state: Signal<Loaded<T>>;
  /** Fetches; an answer that a later call has overtaken is dropped. */
  load(fetch: () => Promise<T>): Promise<void>;
  /** Begins anew, with nothing to show. */
  clear(): void;
}

export function source<T>(say: (error: unknown) => string): Source<T> {
  const state = signal<Loaded<T>>({ at: 'loading' });
  let latest = 0;
  return {
    state,
    clear() {
      latest += 1;
      state.value = { at: 'loading' };
    },
    async load(fetch) {
      latest += 1;
      const mine = latest;
      const next = await fetch().then(
        (value): Loaded<T> => ({ at: 'ready', value }),
        (error: unknown): Loaded<T> => ({ at: 'failed', message: say(error) }),
      );
      if (mine === latest) state.value = next;
    },
  };
}
