import type { QueueEntry } from '../../../worker/protocol.ts';
import { span } from '../ui/time.ts';

export type Urgency = 'calm' | 'near' | 'late';

export interface PromisedTime {
  urgency: Urgency;
  /** Says it without colour: how long is left, or how long past. */
  text: string;
}

/** How the promised time of a waiting entry stands. Near is the last quarter of the time, or the last two minutes. */
export function promisedTime(entry: QueueEntry, now: number): PromisedTime {
  const promised = Date.parse(entry.promisedAt);
  const left = promised - now;
  if (left <= 0) return { urgency: 'late', text: `${span(-left)} late` };
  const near = Math.max(2 * 60_000, (promised - Date.parse(entry.createdAt)) / 4);
  return { urgency: left <= near ? 'near' : 'calm', text: `due in ${span(left)}` };
}
