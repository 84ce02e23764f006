export type Log = (line: string) => void;

/** Does one thing, then says what it was and how long it took. */
export async function step<Out>(log: Log, work: Promise<Out>, say: (done: Out) => string): Promise<Out> {
  const began = performance.now();
  const done = await work;
  log(`${say(done).padEnd(58)} ${((performance.now() - began) / 1_000).toFixed(1)} s`);
  return done;
}
