/** Said again at most this often while keys are pressed. */
const REPEAT = 3_000;
/** This long without a key is not typing any more. */
const IDLE = 5_000;

/** Tells the customer that somebody writes, without a frame for every key. */
export function typingReporter(report: (on: boolean) => void) {
  let told = 0;
  let idle: ReturnType<typeof setTimeout> | undefined;

  function stop(): void {
    clearTimeout(idle);
    if (told === 0) return;
    told = 0;
    report(false);
  }

  function typed(): void {
    clearTimeout(idle);
    idle = setTimeout(stop, IDLE);
    const now = Date.now();
    if (now - told < REPEAT) return;
    told = now;
    report(true);
  }

  return { typed, stop };
}
