import type { LogChoices, LogFilter, LogPage } from '../../../worker/rooms/log-schema.ts';
import { call, Problem, request } from '../session/api.ts';
import type { File } from '../ui/save.ts';

const base = '/log';

async function ask<T>(path: string): Promise<T> {
  const answer = await call<T | null>('GET', `${base}${path}`);
  if (answer === null) throw new Problem(200, 'bad-answer', 'The server answered in a form this page does not know. Reload it.');
  return answer;
}

function queryOf({ who, what }: LogFilter, before: number | null = null): URLSearchParams {
  const given = { who, what, before: before === null ? undefined : String(before) };
  return new URLSearchParams(Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}

export const readLog = (filter: LogFilter, before: number | null): Promise<LogPage> => ask(`?${queryOf(filter, before)}`);
export const readChoices = (): Promise<LogChoices> => ask('/choices');

/** Fetched rather than linked to: a link could only fail without a word. */
export async function exportLog(filter: LogFilter): Promise<File> {
  const response = await request('GET', `${base}/export.csv?${queryOf(filter)}`);
  return { name: 'log.csv', content: await response.blob() };
}
