import { failed, type Tried } from './fault.ts';

/** How long and how often a service is asked. */
export interface Limits {
  /** Milliseconds for one try. */
  attemptMs: number;
  /** Milliseconds for everything, waits included. */
  totalMs: number;
  tries: number;
  /** Milliseconds before the second try; doubles with each further one. */
  baseMs: number;
}

/**
 * Asks a service until it answers, time is up or asking again is useless. Never throws, and never outlasts the deadline:
 * work that ignores its signal is left behind. A service that asks for more time than is left is not asked again.
 */
export async function attempt<T>(
  work: (signal: AbortSignal) => Promise<Tried<T>>,
  limits: Limits,
  deadline = Date.now() + limits.totalMs,
): Promise<Tried<T>> {
  for (let tries = 1; ; tries++) {
    const left = deadline - Date.now();
    if (left <= 0) return failed('timeout', 'the time for the whole request is over', true);
    const tried = await once(work, Math.min(limits.attemptMs, left));
    if (tried.ok || !tried.fault.again || tries >= limits.tries) return tried;
    const wait = pause(tries, limits.baseMs, tried.fault.retryAfter);
    if (Date.now() + wait >= deadline) return tried;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

/** Exponential, from half to the whole of it at random, so that many callers do not come back at one moment; never less than asked for. */
function pause(tries: number, baseMs: number, retryAfter: number | null): number {
  const whole = baseMs * 2 ** (tries - 1);
  return (retryAfter ?? 0) + whole * (0.5 + Math.random() / 2);
}

async function once<T>(work: (signal: AbortSignal) => Promise<Tried<T>>, ms: number): Promise<Tried<T>> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Tried<T>>((resolve) => {
    timer = setTimeout(() => {
      resolve(failed('timeout', `no answer within ${Math.round(ms)} ms`, true));
      controller.abort();
    }, ms);
  });
  // A message of unknown origin may hold what was sent, so only the kind of error is kept.
  const safe = async () => work(controller.signal);
  const caught = safe().catch(
    (error: unknown): Tried<T> => failed('unavailable', `the request failed (${error instanceof Error ? error.name : 'unknown'})`, true),
  );
  try {
    return await Promise.race([caught, late]);
  } finally {
    clearTimeout(timer);
  }
}
