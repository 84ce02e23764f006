import type { ReviewAnswer, ReviewList, ReviewPage, ReviewRequest, SteppedDown } from '../../../worker/records/reviews/schema.ts';
import { call, Problem, type request } from '../session/api.ts';

const base = '/reviews';

async function ask<T>(...asked: Parameters<typeof request>): Promise<T> {
  const answer = await call<T | null>(...asked);
  if (answer === null) throw new Problem(200, 'bad-answer', 'The server answered in a form this page does not know. Reload it.');
  return answer;
}

export const readList = (query: URLSearchParams): Promise<ReviewList> => ask('GET', `${base}?${query}`);
export const readSteppedDown = (): Promise<SteppedDown> => ask('GET', '/stepped-down');
export const readReview = (turn: string): Promise<ReviewPage> => ask('GET', `${base}/${encodeURIComponent(turn)}`);
export const sendReview = (turn: string, review: ReviewRequest): Promise<ReviewAnswer> =>
  ask('POST', `${base}/${encodeURIComponent(turn)}`, { ...review });
