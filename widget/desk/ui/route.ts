import { signal } from '@preact/signals';
import { hashOf, historyRoute, type QueueRoute, questionsRoute, type Route, reviewsRoute, routeOf } from './address.ts';

const start: QueueRoute = { page: 'queue', conversation: null, details: false };

export const route = signal<Route>(start);

/** What was open in the queue when another page came before it. */
let left: QueueRoute = start;

export function startRouting(): void {
  const read = () => turn(routeOf(location.hash));
  read();
  addEventListener('hashchange', read);
}

/** In the queue; what is open among past conversations stays there, and is closed there. */
export function go(conversation: string | null, details = false): void {
  const now = route.value;
  if (now.page === 'history' && (conversation === null || conversation === now.conversation)) goHistory(conversation, details);
  else show({ page: 'queue', conversation, details });
}

export function goHistory(conversation: string | null = null, details = false): void {
  show(historyRoute(conversation, details));
}

/** Another conversation, on the page that shows one. */
export const goBeside = (conversation: string): void => (route.value.page === 'history' ? goHistory(conversation) : go(conversation));

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
