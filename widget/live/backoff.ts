const BASE = 500;
const CAP = 20_000;

/** Full jitter: anywhere between now and a ceiling that doubles, so that clients dropped together come back apart. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(CAP, BASE * 2 ** Math.min(attempt, 16));
}
