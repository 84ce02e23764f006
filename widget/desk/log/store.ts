import { effect, signal, untracked } from '@preact/signals';
import type { LogChoices, LogFilter, LogPage } from '../../../worker/rooms/log-schema.ts';
import { acting, silent } from '../ui/acting.ts';
import { failure } from '../ui/failure.ts';
import { source } from '../ui/load.ts';
import { save } from '../ui/save.ts';
import { exportLog, readChoices, readLog } from './api.ts';

export const filter = signal<LogFilter>({});
export const log = source<LogPage>(failure);
export const choices = source<LogChoices>(failure);
export const { busy, trouble, once } = acting<'more' | 'export'>({ say: silent });

export const loadLog = (): Promise<void> => log.load(() => readLog(filter.peek(), null));

export function watchLog(): () => void {
  void choices.load(readChoices);
  return effect(() => {
    void filter.value;
    untracked(() => {
      trouble.value = '';
      log.clear();
      void loadLog();
    });
  });
}

/** Older acts, after those that are shown. What was chosen meanwhile goes before. */
export const more = (): Promise<boolean> =>
  once('more', async () => {
    const state = log.state.peek();
    const chosen = filter.peek();
    if (state.at !== 'ready' || state.value.next === null) return;
    const { entries, next } = await readLog(chosen, state.value.next);
    if (filter.peek() === chosen && log.state.peek() === state)
      log.state.value = { at: 'ready', value: { entries: [...state.value.entries, ...entries], next } };
  });

export const exportShown = (): Promise<boolean> => once('export', async () => save(await exportLog(filter.peek())));
