import { signal } from '@preact/signals';

/** Server time in milliseconds, once a second. Waits and promised times are read off this, never off the laptop's clock alone. */
export const now = signal(Date.now());

let skew = 0;

/** A laptop's clock may be minutes wrong; the `Date` header of any answer says by how much, to the second. */
export function syncClock(dateHeader: string | null): void {
  const server = dateHeader === null ? Number.NaN : Date.parse(dateHeader);
  if (Number.isNaN(server)) return;
  const difference = server - Date.now();
  skew = Math.abs(difference) < 2_000 ? 0 : difference;
}

export function startClock(): void {
  setInterval(() => {
    // A hidden tab has nobody reading it; the title badge does not tick.
    if (!document.hidden) now.value = Date.now() + skew;
  }, 1_000);
  document.addEventListener('visibilitychange', () => {
    now.value = Date.now() + skew;
  });
}
