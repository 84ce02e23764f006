const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
export const day = 24 * hour;

/** After each try that failed, the wait for the next: as Standard Webhooks suggests, ten tries in three days. */
const waits = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];

/** So many failures in a row, of whichever events, and it is the system that fails, not the event. */
export const failing = 3;
/** Tries at the same time while the system answers: as many as an object may have connections that wait (2026). */
export const together = 6;
/** A try that was cut off, by the end of its process, is made again after this. */
export const lease = 30 * second;
/** Whatever waits longer than this, while nothing arrives, is given up: longer than all its tries take. */
export const patience = 4 * day;
/** A receiver that asks for more time than this is asked again all the same. */
const longest = day;

/** From 0.9 to 1.1 of it, so that what failed together does not come back together. */
const jitter = (ms: number) => Math.round(ms * (0.9 + Math.random() / 5));

/** Milliseconds until the next try after `tries` of them; null after the last. Never less than the receiver asked for. */
export function waitAfter(tries: number, retryAfter: number | null): number | null {
  const wait = waits[tries - 1];
  if (wait === undefined) return null;
  return Math.max(jitter(wait), Math.min(retryAfter ?? 0, longest));
}

/** Milliseconds for which the whole system is left alone: while it fails, longer each time, up to five minutes. */
export function holdAfter(failures: number, retryAfter: number | null): number {
  const probe = failures < failing ? 0 : jitter(Math.min(5 * second * 2 ** (failures - failing), 5 * minute));
  return Math.max(probe, Math.min(retryAfter ?? 0, longest));
}
