/** The one order of the queue: urgency first, then who has waited longest. The desk page sorts the same way. */
export interface Ordered {
  priority: number;
  createdAt: string;
  handoffId: string;
}

export function byUrgency(a: Ordered, b: Ordered): number {
  return a.priority - b.priority || (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.handoffId < b.handoffId ? -1 : 1);
}

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
