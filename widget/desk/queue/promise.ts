import type { QueueEntry } from '../../../worker/protocol.ts';
import { span } from '../ui/time.ts';

export type Urgency = 'calm' | 'near' | 'late';
type Sla = NonNullable<QueueEntry['sla']>;

export interface PromisedTime {
  urgency: Urgency;
  /** Says it without colour: what was promised, and how long is left or how long past. */
  text: string;
}

export const promiseWords: Record<Sla['kind'], string> = { first: 'First answer', next: 'Next answer', resolution: 'Resolution' };

/** How a promised time stands. Nearing is the server's word, from the policy; that it has passed is seen here to the second. */
export function promisedTime({ kind, due, status }: Sla, now: number): PromisedTime {
  const left = Date.parse(due) - now;
  const words = promiseWords[kind];
  if (left <= 0) return { urgency: 'late', text: `${words} late by ${span(-left)}` };
  // Read by a clock that is a little behind the server's, a time that has passed is late all the same.
  if (status === 'breached') return { urgency: 'late', text: `${words} late` };
  return status === 'nearing'
    ? { urgency: 'near', text: `${words} soon due, in ${span(left)}` }
    : { urgency: 'calm', text: `${words} due in ${span(left)}` };
}
