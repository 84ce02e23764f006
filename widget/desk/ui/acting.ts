import { type Signal, signal } from '@preact/signals';
import { announce } from './announce.tsx';
import { failure } from './failure.ts';

interface Acting<What> {
  /** What is on its way to the server. */
  busy: Signal<What | null>;
  /** Why the last thing could not be done; empty while nothing went wrong. */
  trouble: Signal<string>;
  /** True when it was done. */
  once(what: What, work: () => Promise<void>): Promise<boolean>;
}

interface Options {
  /** Where the page shows trouble in an alert of its own, nothing else says it. */
  say?: (trouble: string) => void;
  /** Whatever came of it, while still busy: what is shown is read again. */
  after?: () => Promise<unknown>;
}

/** What a page does for its reader: one thing at a time; a second press while it is under way is the first one. */
export function acting<What extends string>({ say = announce, after }: Options = {}): Acting<What> {
  const busy = signal<What | null>(null);
  const trouble = signal('');
  return {
    busy,
    trouble,
    async once(what, work) {
      if (busy.peek() !== null) return false;
      busy.value = what;
      trouble.value = '';
      try {
        await work();
      } catch (error) {
        trouble.value = failure(error);
        say(trouble.value);
      }
      try {
        await after?.();
      } finally {
        busy.value = null;
      }
      return trouble.peek() === '';
    },
  };
}

/** For pages whose alert says it. */
export const silent = (): void => {};
