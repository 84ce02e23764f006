import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Seen {
  path: string;
  headers: Record<string, string>;
  body: string;
}
export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body: unknown;
}
/** What happens to one request instead of a good answer. */
export type Fault =
  | { status: number; headers?: Record<string, string>; body?: unknown }
  /** No answer, ever. */
  | 'hang'
  /** A status and one byte a second. */
  | 'drip'
  /** Half of the body, then the connection is closed. */
  | 'cut'
  /** The good answer, changed as text. */
  | ((text: string) => string);

export interface LocalServer {
  url: string;
  /** Every request since the last `reset`. */
  seen: Seen[];
  /** Faults of the next requests, one each; `always` for all that follow. */
  script(faults: Fault[], always?: Fault): void;
  reset(): void;
  /** Requests that have no complete answer yet and whose client still waits. */
  open(): number;
  close(): Promise<void>;
}

/** A real HTTP server on this machine that answers as `answer` says, or fails as scripted. */
export async function serve(answer: (seen: Seen) => Reply): Promise<LocalServer> {
  const seen: Seen[] = [];
  let faults: Fault[] = [];
  let always: Fault | undefined;
  const open = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    open.add(response);
    response.on('close', () => open.delete(response));
    void read(request).then((one) => {
      seen.push(one);
      reply(response, answer(one), faults.shift() ?? always);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const reset = () => {
    seen.length = 0;
    faults = [];
    always = undefined;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    script: (next, then) => {
      faults = [...next];
      always = then;
    },
    reset,
    open: () => open.size,
    close: () =>
      new Promise((resolve) => {
        for (const response of open) response.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export async function read(request: IncomingMessage): Promise<Seen> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  return { path: request.url ?? '', headers, body: Buffer.concat(chunks).toString() };
}

export function reply(response: ServerResponse, good: Reply, fault: Fault | undefined): void {
  if (fault === 'hang') return;
  const text = typeof fault === 'object' ? JSON.stringify(fault.body ?? {}) : JSON.stringify(good.body);
  if (fault !== 'cut' && fault !== 'drip') {
    const { status = 200, headers } = typeof fault === 'object' ? fault : good;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof fault === 'function' ? fault(text) : text);
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  if (fault === 'cut') {
    response.write(text.slice(0, text.length / 2), () => response.socket?.destroy());
    return;
  }
  let at = 0;
  const timer = setInterval(() => response.write(text[at++] ?? ''), 1_000);
  response.on('close', () => clearInterval(timer));
  response.flushHeaders();
}
