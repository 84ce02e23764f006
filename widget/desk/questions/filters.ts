import { signal } from '@preact/signals';
import type { QuestionStatus } from '../../../worker/records/questions/schema.ts';

export interface Filters {
  status: QuestionStatus;
  /** Empty: all of them. */
  language: string;
  /** Asked within so many days; 0: at any time. */
  days: number;
}

export const unfiltered: Filters = { status: 'open', language: '', days: 0 };

export const filters = signal<Filters>(unfiltered);

const DAY = 86_400_000;

/** The filters as the server reads them. `now` is in milliseconds; days are those of UTC, as the records are. */
export function queryOf({ status, language, days }: Filters, now: number, after: string | null = null): URLSearchParams {
  const query = new URLSearchParams({ status });
  if (language !== '') query.set('language', language);
  if (days > 0) query.set('since', new Date(now - days * DAY).toISOString().slice(0, 10));
  if (after !== null) query.set('after', after);
  return query;
}
