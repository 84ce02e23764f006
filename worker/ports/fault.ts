/** What can go wrong with a service over the network. */
export type FaultKind =
  | 'timeout'
  | 'rate-limited'
  | 'unavailable'
  | 'bad-answer'
  | 'too-many'
  /** Not asked: nothing is installed, a budget is used up, or it failed so often that it is left alone for a while. */
  | 'not-installed'
  | 'over-budget'
  | 'resting'
  /** We did not want to hear the rest. */
  | 'stopped';

/** A value, never an exception: a fault of a service is an expected outcome of asking it. */
export interface RemoteFault {
  kind: FaultKind;
  /** For the log, in our own words: what a service says may repeat a customer's text or a key. */
  why: string;
  /** Asking the same again may help. */
  again: boolean;
  /** Milliseconds for which the service asked to be left alone. */
  retryAfter: number | null;
}

export type Tried<T> = { ok: true; value: T } | { ok: false; fault: RemoteFault };

export const fault = (kind: FaultKind, why: string, again = false, retryAfter: number | null = null): RemoteFault => ({
  kind,
  why,
  again,
  retryAfter,
});
export const failed = (...of: Parameters<typeof fault>): { ok: false; fault: RemoteFault } => ({ ok: false, fault: fault(...of) });

/** What an HTTP status other than success means, for every service alike (RFC 9110). */
export function statusFault(service: string, status: number, header: (name: string) => string | null): RemoteFault {
  const retryAfter = retryAfterMs(header('retry-after'), Date.now());
  if (status === 429) return fault('rate-limited', `${service} limits our requests (429)`, true, retryAfter);
  if (status === 408) return fault('timeout', `${service} took too long (408)`, true);
  if (status === 413) return fault('too-many', `${service} finds the request too large (413)`);
  if (status === 401 || status === 403) return fault('unavailable', `${service} does not accept our key (${status})`);
  if (status >= 500) return fault('unavailable', `${service} has a fault (${status})`, true, retryAfter);
  return fault('unavailable', `${service} refuses the request (${status})`);
}

/** `Retry-After` is seconds or a date (RFC 9110, 10.2.3). */
export function retryAfterMs(value: string | null, now: number): number | null {
  if (value === null || value.trim() === '') return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1_000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
