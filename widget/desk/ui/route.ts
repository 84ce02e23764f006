import { signal } from '@preact/signals';
import { hashOf, type Route, routeOf } from './address.ts';

export const route = signal<Route>({ conversation: null, details: false });

export function startRouting(): void {
  const read = () => {
    const next = routeOf(location.hash);
    if (hashOf(next) !== hashOf(route.value)) route.value = next;
  };
  read();
  addEventListener('hashchange', read);
}

export function go(conversation: string | null, details = false): void {
  const next = { conversation, details };
  if (hashOf(next) === hashOf(route.value)) return;
  history.pushState(null, '', hashOf(next));
  route.value = next;
}
