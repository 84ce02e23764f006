import { effect } from '@preact/signals';
import { parts } from '../queue/store.ts';
import { route } from './route.ts';

const pageNames = {
  queue: '',
  questions: 'Questions, ',
  reviews: 'Reviews, ',
  refunds: 'Refunds, ',
  privacy: 'Privacy, ',
  knowledge: 'Knowledge, ',
  matrix: 'Matrix, ',
  releases: 'Releases, ',
} as const;

/** The number waiting stands first, where a crowded row of tabs still shows it. */
export function showInTitle(site: string): () => void {
  const stop = effect(() => {
    const waiting = parts.value.waiting.length;
    const page = `${pageNames[route.value.page]}${site} desk`;
    document.title = waiting === 0 ? page : `(${waiting}) ${page}`;
  });
  return () => {
    stop();
    document.title = 'Desk';
  };
}
