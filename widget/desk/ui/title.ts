import { effect } from '@preact/signals';
import { toAnswer } from '../conversation/open.ts';
import { parts } from '../queue/store.ts';
import { unseen } from './notify.ts';
import { titleOf } from './pages.ts';
import { route } from './route.ts';

/** What needs a person stands first, where a crowded row of tabs still shows it; the dot says that some of it is new. */
export function titleText(site: string, page: string, waiting: number, unanswered: number, isNew: boolean): string {
  const needs = waiting + unanswered;
  return `${isNew ? '● ' : ''}${needs === 0 ? '' : `(${needs}) `}${page === '' ? '' : `${page}, `}${site} desk`;
}

export function showInTitle(site: string): () => void {
  const stop = effect(() => {
    const { page } = route.value;
    document.title = titleText(site, page === 'queue' ? '' : titleOf(page), parts.value.waiting.length, toAnswer.value, unseen.value);
  });
  return () => {
    stop();
    document.title = 'Desk';
  };
}
