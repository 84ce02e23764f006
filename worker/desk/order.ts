/**
 * The one order of the queue: danger first, then who was promised an answer earliest. What counts for more (sentiment, a
 * signed plan, priority) is an earlier time to rank by, so that whoever waits comes nearer to the front with each minute and
 * nothing starves. The desk page sorts the same way.
 */
export interface Ordered {
  priority: number;
  rankAt: string;
  handoffId: string;
}

export function byUrgency(a: Ordered, b: Ordered): number {
  const danger = Number(b.priority === 1) - Number(a.priority === 1);
  // ISO 8601 in UTC with a fixed number of digits sorts as text does. The id breaks ties, so that rows never swap by themselves.
  return danger || compare(a.rankAt, b.rankAt) || compare(a.handoffId, b.handoffId);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Fewer recent claims than this say nothing about the wait. */
const enough = 3;

/**
 * Expected wait in whole minutes from how long recent entries waited until they were claimed (milliseconds): their
 * median, times how far back in the queue the customer is compared with the agents at work. Null when unknown.
 */
export function expectedWait(recent: readonly number[], place: number, agents: number): number | null {
  if (recent.length < enough || agents === 0) return null;
  const sorted = [...recent].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const rounds = Math.ceil(place / agents);
  return Math.max(1, Math.ceil((median * rounds) / 60_000));
}
