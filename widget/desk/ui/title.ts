import { effect } from '@preact/signals';
import { parts } from '../queue/store.ts';

/** The number waiting stands first, where a crowded row of tabs still shows it. */
export function showInTitle(site: string): () => void {
  const stop = effect(() => {
    const waiting = parts.value.waiting.length;
    document.title = waiting === 0 ? `${site} desk` : `(${waiting}) ${site} desk`;
  });
  return () => {
    stop();
    document.title = 'Desk';
  };
}
