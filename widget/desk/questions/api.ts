import type { QuestionGroup, QuestionGroupPage, QuestionGroups, QuestionStatus } from '../../../worker/records/questions/schema.ts';
import { call, Problem, request } from '../session/api.ts';
import type { File } from '../ui/save.ts';

const base = '/questions';

async function ask<T>(...asked: Parameters<typeof request>): Promise<T> {
  const answer = await call<T | null>(...asked);
  if (answer === null) throw new Problem(200, 'bad-answer', 'The server answered in a form this page does not know. Reload it.');
  return answer;
}

export const readGroups = (query: URLSearchParams): Promise<QuestionGroups> => ask('GET', `${base}?${query}`);

export const readGroup = (number: number, after: string | null = null): Promise<QuestionGroupPage> =>
  ask('GET', `${base}/${number}${after === null ? '' : `?${new URLSearchParams({ after })}`}`);

export const markGroup = (number: number, status: QuestionStatus): Promise<QuestionGroup> =>
  ask('POST', `${base}/${number}/status`, { status });

/** Fetched rather than linked to: a link could only fail without a word. */
export async function readDraft(number: number): Promise<File> {
  const response = await request('GET', `${base}/${number}/draft`);
  const name = /filename="([a-z0-9-]+\.md)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return { name: name ?? `question-${number}.md`, content: await response.blob() };
}
