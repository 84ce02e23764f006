import { createServer } from 'node:net';

export const HOST = '127.0.0.1';
export const DEFAULT_PORT = 8787;

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: HOST, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** The wanted port, or the next free one. Port 0 asks the system for any. */
export async function freePort(wanted: number): Promise<number> {
  if (wanted === 0) {
    return new Promise((resolve, reject) => {
      const probe = createServer();
      probe.once('error', reject);
      probe.listen(0, HOST, () => {
        const address = probe.address();
        const port = typeof address === 'object' && address ? address.port : 0;
        probe.close(() => resolve(port));
      });
    });
  }
  for (let port = wanted; port < Math.min(wanted + 50, 65_536); port += 1) if (await isFree(port)) return port;
  throw new Error(`no free port from ${wanted} on; name another with --port`);
}
