import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Fault, read, reply, type Seen } from './http.ts';

/** What the next requests to a path meet, one each, and all that follow. */
export interface Script {
  faults?: Exclude<Fault, (text: string) => string>[];
  always?: Exclude<Fault, (text: string) => string>;
}

let started: Promise<string> | null = null;

/**
 * A server that takes webhooks, for tests that run in workerd and cannot open a port. Every path is a receiver of its own:
 * POST tells it something, PUT says what it does with what follows (`Script`), GET answers with all that it saw. It ends with
 * the process that began it.
 */
export function startReceiver(): Promise<string> {
  started ??= listen();
  return started;
}

async function listen(): Promise<string> {
  const seen = new Map<string, Seen[]>();
  const scripts = new Map<string, Required<Pick<Script, 'faults'>> & Script>();
  const server = createServer((request, response) => {
    void read(request).then((one) => {
      if (request.method === 'PUT') {
        const script: Script = JSON.parse(one.body);
        scripts.set(one.path, { ...script, faults: script.faults ?? [] });
        return reply(response, { body: {} }, undefined);
      }
      if (request.method === 'GET') return reply(response, { body: seen.get(one.path) ?? [] }, undefined);
      seen.set(one.path, [...(seen.get(one.path) ?? []), one]);
      const script = scripts.get(one.path);
      reply(response, { body: { ok: true } }, script?.faults.shift() ?? script?.always);
    });
  });
  server.unref();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}
