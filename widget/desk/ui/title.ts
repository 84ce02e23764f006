import { effect } from '@preact/signals';
import { parts } from '../queue/store.ts';
import { titleOf } from './pages.ts';
import { route } from './route.ts';

/** The number waiting stands first, where a crowded row of tabs still shows it. */
export function showInTitle(site: string): () => void {
  const stop = effect(() => {
    const waiting = parts.value.waiting.length;
    const { page: name } = route.value;
    const page = `${name === 'queue' ? '' : `${titleOf(name)}, `}${site} desk`;
    document.title = waiting === 0 ? page : `(${waiting}) ${page}`;
  });
  return () => {
    stop();
    document.title = 'Desk';
  };
}
