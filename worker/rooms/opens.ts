import { opensAt } from '../../policy/hours.ts';
import { hoursOf, type QueuePolicy } from '../../policy/queue.ts';
import type { Conversation } from './machine.ts';

/** When a team is there again; null while it is, and where that is not known. */
export function nextOpening(queue: QueuePolicy, team: string, at: Date): string | null {
  const next = opensAt(hoursOf(queue, team), at);
  return next && next > at ? next.toISOString() : null;
}

/** While somebody waits for a team that is not there: when it is again. By this clock, so that no page has to trust its own. */
export function opensLater({ state, handoff }: Pick<Conversation, 'state' | 'handoff'>, now = Date.now()): string | null {
  if (state !== 'queued' || !handoff?.opensAt) return null;
  return Date.parse(handoff.opensAt) > now ? handoff.opensAt : null;
}
