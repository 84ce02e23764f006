/** How many files are open at once: disks answer several sooner than one after the other, and systems limit how many. */
const WIDTH = 16;

/** Does something with each, some at a time, and gives what came of it in the same order. After a fault it begins nothing more. */
export async function each<T, Out>(all: readonly T[], work: (one: T, i: number) => Promise<Out>): Promise<Out[]> {
  const out = new Map<number, Out>();
  const todo = all.entries();
  let failed = false;
  const worker = async () => {
    for (const [i, one] of todo) {
      if (failed) return;
      try {
        out.set(i, await work(one, i));
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  // All have to end: what is still written after a fault would be written beside what is cleaned up.
  const ends = await Promise.allSettled(Array.from({ length: Math.min(WIDTH, all.length) }, worker));
  const fault = ends.find((end) => end.status === 'rejected');
  if (fault) throw fault.reason;
  return [...out].sort(([a], [b]) => a - b).map(([, one]) => one);
}
