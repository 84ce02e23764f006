/** Pages on which nothing is opened: their address is their name. */
const plain = ['floor', 'refunds', 'privacy', 'knowledge', 'matrix', 'releases', 'people', 'log', 'webhooks'] as const;
export type PlainPage = (typeof plain)[number];

/** Which page is shown, and what is open on it. Kept in the address, so that reload and Back work. */
export type Route = QueueRoute | HistoryRoute | QuestionsRoute | ReviewsRoute | PlainRoute;

export interface QueueRoute {
  page: 'queue';
  conversation: string | null;
  /** A narrow screen shows the pane about the conversation. */
  details: boolean;
}

/** Past conversations; the open one is shown as in the queue. */
export interface HistoryRoute {
  page: 'history';
  conversation: string | null;
  details: boolean;
}

export interface QuestionsRoute {
  page: 'questions';
  conversation: null;
  details: false;
  /** Number of the open group. */
  group: number | null;
}

export interface ReviewsRoute {
  page: 'reviews';
  conversation: null;
  details: false;
  /** Id of the open turn. */
  turn: string | null;
}

export interface PlainRoute {
  page: PlainPage;
  conversation: null;
  details: false;
}

export function routeOf(hash: string): Route {
  const named = plain.find((page) => hash === `#/${page}`);
  if (named !== undefined) return plainRoute(named);
  const questions = /^#\/questions(?:\/([1-9]\d{0,8}))?$/.exec(hash);
  if (questions) return questionsRoute(questions[1] === undefined ? null : Number(questions[1]));
  const reviews = /^#\/reviews(?:\/([\w.-]{1,80}))?$/.exec(hash);
  if (reviews) return reviewsRoute(reviews[1] ?? null);
  const past = /^#\/history(?:\/([A-Za-z0-9_-]{8,64})(\/details)?)?$/.exec(hash);
  if (past) return historyRoute(past[1] ?? null, past[2] !== undefined);
  const match = /^#\/c\/([A-Za-z0-9_-]{8,64})(\/details)?$/.exec(hash);
  return { page: 'queue', conversation: match?.[1] ?? null, details: match?.[2] !== undefined };
}

export const plainRoute = (page: PlainPage): PlainRoute => ({ page, conversation: null, details: false });

export const historyRoute = (conversation: string | null, details = false): HistoryRoute => ({ page: 'history', conversation, details });

export const questionsRoute = (group: number | null): QuestionsRoute => ({ page: 'questions', conversation: null, details: false, group });

export const reviewsRoute = (turn: string | null): ReviewsRoute => ({ page: 'reviews', conversation: null, details: false, turn });

export function hashOf(route: Route): string {
  if (route.page === 'questions') return route.group === null ? '#/questions' : `#/questions/${route.group}`;
  if (route.page === 'reviews') return route.turn === null ? '#/reviews' : `#/reviews/${route.turn}`;
  if (route.page === 'queue') return route.conversation === null ? '#/' : `#/c/${route.conversation}${route.details ? '/details' : ''}`;
  if (route.page === 'history' && route.conversation !== null) return `#/history/${route.conversation}${route.details ? '/details' : ''}`;
  return `#/${route.page}`;
}
