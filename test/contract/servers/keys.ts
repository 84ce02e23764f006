import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { read, reply } from './http.ts';

/** What the keys' address answers with from now on: keys, or a fault. */
export type KeysScript = { keys: unknown[] } | { status: number } | 'hang' | 'cut';

let started: Promise<string> | null = null;

/**
 * A server that publishes keys as Cloudflare Access does, for tests that run in workerd and cannot open a port. Every path is a
 * team of its own: PUT says what is answered from now on (`KeysScript`), GET is what the worker asks. It ends with the process
 * that began it.
 */
export function startKeys(): Promise<string> {
  started ??= listen();
  return started;
}

async function listen(): Promise<string> {
  const scripts = new Map<string, KeysScript>();
  const server = createServer((request, response) => {
    void read(request).then(({ path, body }) => {
      if (request.method === 'PUT') {
        scripts.set(path, JSON.parse(body));
        return reply(response, { body: {} }, undefined);
      }
      const script = scripts.get(path) ?? { status: 404 };
      if (typeof script === 'object' && 'keys' in script) return reply(response, { body: { keys: script.keys } }, undefined);
      reply(response, { body: { keys: [] } }, script);
    });
  });
  server.unref();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}
