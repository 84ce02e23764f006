import { runtimesOn, startedAt } from './processes.ts';
import { type Runtime, type RuntimeOptions, startRuntime } from './runtime.ts';

/**
 * Keeps one workerd alive. Miniflare restarts one that dies, but gives up when the new one dies while it starts; then
 * the watch here begins again from nothing, on the same port and data.
 */
export async function supervise(options: Omit<RuntimeOptions, 'restarted'> & { record(pid: number): void }): Promise<Runtime> {
  let stopping = false;
  let pid: number | undefined;

  function note() {
    pid = runtimesOn(options.data.folder)[0];
    if (pid !== undefined && !stopping) options.record(pid);
  }
  function restarted() {
    note();
    if (!stopping) options.log('The runtime ended unexpectedly and was started again, on the same data.');
  }
  const own = { ...options, restarted };
  let current = await startRuntime(own);
  note();

  let missed = 0;
  async function watch() {
    if (pid !== undefined && startedAt(pid) !== null) {
      missed = 0;
      return;
    }
    note();
    missed = pid === undefined ? missed + 1 : 0;
    if (missed < 3 || stopping) return;
    missed = 0;
    await current.stop().catch(() => {});
    if (stopping) return;
    current = await startRuntime(own);
    restarted();
  }
  let watching: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    watching = watching.then(watch).catch((cause: unknown) => options.log(`The runtime does not start: ${String(cause)}`));
  }, 1_000);

  return {
    get miniflare() {
      return current.miniflare;
    },
    pid: () => current.pid(),
    async stop() {
      stopping = true;
      clearInterval(timer);
      await watching;
      await current.stop();
    },
  };
}
