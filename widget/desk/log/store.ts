import { effect, signal, untracked } from '@preact/signals';
import type { LogChoices, LogFilter, LogPage } from '../../../worker/rooms/log-schema.ts';
import { save } from '../history/save.ts';
import { failure } from '../questions/failure.ts';
import { source } from '../questions/load.ts';
import { exportLog, readChoices, readLog } from './api.ts';

export const filter = signal<LogFilter>({});
export const log = source<LogPage>(failure);
export const choices = source<LogChoices>(failure);
export const busy = signal<'more' | 'export' | null>(null);
export const trouble = signal('');

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

async function act(what: 'more' | 'export', work: () => Promise<void>): Promise<void> {
  if (busy.peek() !== null) return;
  busy.value = what;
  trouble.value = '';
  try {
    await work();
  } catch (error) {
    trouble.value = failure(error);
  }
  busy.value = null;
}

/** Older acts, after those that are shown. What was chosen meanwhile goes before. */
export const more = (): Promise<void> =>
  act('more', async () => {
    const state = log.state.peek();
    const chosen = filter.peek();
    if (state.at !== 'ready' || state.value.next === null) return;
    const { entries, next } = await readLog(chosen, state.value.next);
    if (filter.peek() === chosen && log.state.peek() === state)
      log.state.value = { at: 'ready', value: { entries: [...state.value.entries, ...entries], next } };
  });

export const exportShown = (): Promise<void> => act('export', async () => save(await exportLog(filter.peek())));
