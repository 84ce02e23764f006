import type { Choices, PastList, Related } from '../../../worker/records/conversations/schema.ts';
import { call, Problem, request } from '../session/api.ts';
import type { File } from '../ui/save.ts';

const base = '/conversations';

async function ask<T>(path: string): Promise<T> {
  const answer = await call<T | null>('GET', path);
  if (answer === null) throw new Problem(200, 'bad-answer', 'The server answered in a form this page does not know. Reload it.');
  return answer;
}

export const readPast = (query: URLSearchParams): Promise<PastList> => ask(`${base}?${query}`);
export const readChoices = (): Promise<Choices> => ask(`${base}/choices`);
export const readRelated = (id: string): Promise<Related> => ask(`${base}/${encodeURIComponent(id)}/related`);

/** Fetched rather than linked to: a link could only fail without a word. */
async function fetchFile(path: string, fallback: string): Promise<File> {
  const response = await request('GET', path);
  const name = /filename="([\w.-]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return { name: name ?? fallback, content: await response.blob() };
}

export const exportList = (query: URLSearchParams): Promise<File> => fetchFile(`${base}/export.csv?${query}`, 'conversations.csv');

export const exportOne = (id: string, format: 'txt' | 'json'): Promise<File> =>
  fetchFile(`${base}/${encodeURIComponent(id)}/export?format=${format}`, `conversation-${id}.${format}`);
