import { signal } from '@preact/signals';
import { hashOf, type QueueRoute, questionsRoute, type Route, reviewsRoute, routeOf } from './address.ts';

const start: QueueRoute = { page: 'queue', conversation: null, details: false };

export const route = signal<Route>(start);

/** What was open in the queue when another page came before it. */
let left: QueueRoute = start;

export function startRouting(): void {
  const read = () => turn(routeOf(location.hash));
  read();
  addEventListener('hashchange', read);
}

export function go(conversation: string | null, details = false): void {
  show({ page: 'queue', conversation, details });
}

export function goQuestions(group: number | null = null): void {
  show(questionsRoute(group));
}

export function goReviews(turn: string | null = null): void {
  show(reviewsRoute(turn));
}

/** Any page by its address, as a link would. */
export const goTo = (hash: string): void => show(routeOf(hash));

/** Back to the queue as it was left. */
export const goQueue = (): void => show(left);
export const queueHash = (): string => hashOf(left);

function show(next: Route): void {
  if (hashOf(next) === hashOf(route.value)) return;
  history.pushState(null, '', hashOf(next));
  turn(next);
}

function turn(next: Route): void {
  if (hashOf(next) === hashOf(route.value)) return;
  if (route.value.page === 'queue') left = route.value;
  route.value = next;
}
