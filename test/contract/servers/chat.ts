import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { type Draft, good, type Turned } from './drafts.ts';
import { type Fault, read, reply, type Seen } from './http.ts';

/** What `POST /v1/chat/completions` takes here (OpenAI's API reference; it refuses unknown keys, too). */
const requestSchema = z.strictObject({
  model: z.string(),
  messages: z.tuple([
    z.strictObject({ role: z.enum(['system', 'developer']), content: z.string().min(1) }),
    z.strictObject({ role: z.literal('user'), content: z.string().min(1) }),
  ]),
  max_tokens: z.int().positive(),
  temperature: z.number(),
  stream: z.literal(true),
  stream_options: z.strictObject({ include_usage: z.literal(true) }),
  response_format: z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.strictObject({ name: z.string(), strict: z.literal(true), schema: z.looseObject({ type: z.literal('object') }) }),
  }),
});

/** What happens to one request. Faults of HTTP are those of every server here; a text changes the text of the model. */
export type Play =
  | Fault
  /** Other words than the good ones. */
  | { draft: Draft }
  /** Half of the text, then silence. */
  | 'stall'
  /** An error in the middle of the stream, as services send it. */
  | 'error-event'
  /** An event that is no JSON. */
  | 'broken-event'
  /** Half of the text, then an end that is none. */
  | 'no-end'
  /** Sentences until somebody hangs up. */
  | 'endless'
  /** All of it, with another reason for the end. */
  | { finish: 'length' | 'content_filter' };

export interface ChatServer {
  url: string;
  seen: Seen[];
  script(plays: Play[], always?: Play): void;
  /** Decides for each request; instead of a script. */
  choose(play: (asked: Turned) => Play | undefined): void;
  reset(): void;
  open(): number;
  /** What was asked since the last reset. */
  asked(): Turned[];
  close(): Promise<void>;
}

export interface ChatOptions {
  key: string;
  /** Characters of the model's text in one event. */
  piece?: number;
  /** Milliseconds between events. */
  everyMs?: number;
  /** The service does not count tokens. */
  uncounted?: boolean;
}

/** A real HTTP server on this machine that speaks OpenAI's chat completions, streamed, and answers well or as scripted. */
export async function chatServer({ key, piece = 9, everyMs = 0, uncounted = false }: ChatOptions): Promise<ChatServer> {
  const seen: Seen[] = [];
  let plays: Play[] = [];
  let always: Play | undefined;
  let choose: (asked: Turned) => Play | undefined = () => undefined;
  const open = new Set<ServerResponse>();

  const server = createServer((request, response) => {
    open.add(response);
    response.on('close', () => open.delete(response));
    void read(request).then((one) => answer(one, response));
  });
  async function answer(one: Seen, response: ServerResponse): Promise<void> {
    const refuse = (status: number, message: string) =>
      reply(response, { status, body: { error: { message, type: 'invalid_request_error' } } }, undefined);
    seen.push(one);
    if (one.path !== '/v1/chat/completions') return refuse(404, `no ${one.path}`);
    if (one.headers.authorization !== `Bearer ${key}`) return refuse(401, `Incorrect API key provided: ${one.headers.authorization}`);
    const request = requestSchema.safeParse(JSON.parse(one.body));
    if (!request.success) return refuse(400, z.prettifyError(request.error));
    const asked = askedIn(one);
    const play = plays.shift() ?? always ?? choose(asked);
    if (play === 'hang' || (typeof play === 'object' && 'status' in play)) return reply(response, { body: {} }, play);
    const draft = typeof play === 'object' && 'draft' in play ? play.draft : good;
    const text = typeof play === 'function' ? play(draft(asked)) : draft(asked);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    await stream(response, text, typeof play === 'string' || (typeof play === 'object' && 'finish' in play) ? play : undefined);
  }

  async function stream(response: ServerResponse, text: string, play: Play | undefined): Promise<void> {
    const event = (value: unknown) => response.write(`data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`);
    const chunk = (delta: object, finish: string | null = null) =>
      event({
        id: 'c',
        object: 'chat.completion.chunk',
        created: 1,
        model: 'local',
        choices: [{ index: 0, delta, finish_reason: finish }],
      });
    const gone = () => response.destroyed;
    if (play === 'drip') return drip(response);
    chunk({ role: 'assistant', content: '' });
    const said = play === 'endless' || play === undefined || typeof play === 'object' ? text : text.slice(0, text.length / 2);
    // A book in pieces of a word is a test of the machine.
    const size = Math.max(piece, Math.ceil(said.length / 400));
    for (let at = 0; at < said.length && !gone(); at += size) {
      chunk({ content: said.slice(at, at + size) });
      if (everyMs > 0) await pause(everyMs);
    }
    if (play === 'stall') return;
    if (play === 'cut') return void response.write('data: {"id"', () => response.socket?.destroy());
    if (play === 'no-end') return void response.end();
    if (play === 'broken-event') event('{oops');
    if (play === 'error-event') event({ error: { message: `failed on ${text}`, type: 'server_error', code: null, param: null } });
    while (play === 'endless' && !gone()) {
      chunk({ content: ' '.repeat(500) });
      await pause(1);
    }
    if (gone()) return;
    if (play !== 'error-event') chunk({}, typeof play === 'object' && 'finish' in play ? play.finish : 'stop');
    const usage = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 };
    if (!uncounted) event({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'local', choices: [], usage });
    event('[DONE]');
    response.end();
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    script(next, then) {
      plays = [...next];
      always = then;
    },
    choose(play) {
      choose = play;
    },
    reset() {
      seen.length = 0;
      plays = [];
      always = undefined;
      choose = () => undefined;
    },
    open: () => open.size,
    asked: () => seen.map(askedIn),
    close: () =>
      new Promise((resolve) => {
        for (const response of open) response.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function askedIn({ body }: Seen): Turned {
  const { messages, response_format } = requestSchema.parse(JSON.parse(body));
  return { use: response_format.json_schema.name, instructions: messages[0].content, message: messages[1].content };
}

/** One byte of an event a second. */
function drip(response: ServerResponse): void {
  const bytes = 'data: {"id":"c","object":"chat.completion.chunk"';
  let at = 0;
  const timer = setInterval(() => response.write(bytes[at++] ?? ' '), 1_000);
  response.on('close', () => clearInterval(timer));
}
