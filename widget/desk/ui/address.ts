/** Which page is shown, and what is open on it. Kept in the address, so that reload and Back work. */
export type Route = QueueRoute | QuestionsRoute | ReviewsRoute | RefundsRoute | PrivacyRoute | KnowledgeRoute | MatrixRoute | ReleasesRoute;

export interface QueueRoute {
  page: 'queue';
  conversation: string | null;
  /** A narrow screen shows the pane about the conversation. */
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

/** Refunds that wait for a decision. */
export interface RefundsRoute {
  page: 'refunds';
  conversation: null;
  details: false;
}

/** Privacy requests by their legal day. */
export interface PrivacyRoute {
  page: 'privacy';
  conversation: null;
  details: false;
}

/** What the release promises. */
export interface KnowledgeRoute {
  page: 'knowledge';
  conversation: null;
  details: false;
}

/** Who does what, and what is paused. */
export interface MatrixRoute {
  page: 'matrix';
  conversation: null;
  details: false;
}

/** Which release is active, and which wait. */
export interface ReleasesRoute {
  page: 'releases';
  conversation: null;
  details: false;
}

export const releasesRoute: ReleasesRoute = { page: 'releases', conversation: null, details: false };
export const matrixRoute: MatrixRoute = { page: 'matrix', conversation: null, details: false };
export const refundsRoute: RefundsRoute = { page: 'refunds', conversation: null, details: false };
export const privacyRoute: PrivacyRoute = { page: 'privacy', conversation: null, details: false };
export const knowledgeRoute: KnowledgeRoute = { page: 'knowledge', conversation: null, details: false };

export function routeOf(hash: string): Route {
  if (hash === '#/knowledge') return knowledgeRoute;
  if (hash === '#/refunds') return refundsRoute;
  if (hash === '#/privacy') return privacyRoute;
  if (hash === '#/matrix') return matrixRoute;
  if (hash === '#/releases') return releasesRoute;
  const questions = /^#\/questions(?:\/([1-9]\d{0,8}))?$/.exec(hash);
  if (questions) return questionsRoute(questions[1] === undefined ? null : Number(questions[1]));
  const reviews = /^#\/reviews(?:\/([\w.-]{1,80}))?$/.exec(hash);
  if (reviews) return reviewsRoute(reviews[1] ?? null);
  const match = /^#\/c\/([A-Za-z0-9_-]{8,64})(\/details)?$/.exec(hash);
  return { page: 'queue', conversation: match?.[1] ?? null, details: match?.[2] !== undefined };
}

export const questionsRoute = (group: number | null): QuestionsRoute => ({ page: 'questions', conversation: null, details: false, group });

export const reviewsRoute = (turn: string | null): ReviewsRoute => ({ page: 'reviews', conversation: null, details: false, turn });

export function hashOf(route: Route): string {
  if (route.page === 'knowledge') return '#/knowledge';
  if (route.page === 'refunds') return '#/refunds';
  if (route.page === 'privacy') return '#/privacy';
  if (route.page === 'matrix') return '#/matrix';
  if (route.page === 'releases') return '#/releases';
  if (route.page === 'questions') return route.group === null ? '#/questions' : `#/questions/${route.group}`;
  if (route.page === 'reviews') return route.turn === null ? '#/reviews' : `#/reviews/${route.turn}`;
  return route.conversation === null ? '#/' : `#/c/${route.conversation}${route.details ? '/details' : ''}`;
}
