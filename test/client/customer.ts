import { z } from 'zod';
import { conversationServerFrame, sessionSchema, ticketSchema } from '../../worker/protocol.ts';

/**
 * A customer without a browser: real HTTP and a real WebSocket against a running Handrail. For fault tests and benches.
 */
export type ServerFrame = z.infer<typeof conversationServerFrame>;

const createdSchema = z.object({ conversation: z.string() });
const historySchema = z.object({
  history: z.string(),
  messages: z.array(
    z.object({
      seq: z.number(),
      clientId: z.string().optional(),
      author: z.object({ kind: z.string() }),
      body: z.object({ type: z.string() }),
    }),
  ),
});
const ackSchema = z.object({ clientId: z.string(), seq: z.number() });

export class Customer {
  readonly url: string;
  readonly site: string;
  token = '';
  conversation = '';

  constructor(url: string, site = 'fernweg') {
    this.url = url;
    this.site = site;
  }

  async #call(path: string, init: RequestInit = {}): Promise<unknown> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      ...init,
      headers: { Origin: this.url, 'Content-Type': 'application/json', ...(this.token ? { Authorization: `Bearer ${this.token}` } : {}) },
      signal: AbortSignal.timeout(5_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 200)}`);
    return JSON.parse(text);
  }

  async begin(): Promise<this> {
    const session = sessionSchema.parse(await this.#call('/session', { method: 'POST', body: JSON.stringify({ site: this.site }) }));
    this.token = session.visitor;
    this.conversation = createdSchema.parse(await this.#call('/conversations', { method: 'POST', body: '{}' })).conversation;
    return this;
  }

  /** Over HTTP, as a page without a socket would. */
  async send(clientId: string, text: string): Promise<{ clientId: string; seq: number }> {
    return ackSchema.parse(
      await this.#call(`/conversations/${this.conversation}/messages`, { method: 'POST', body: JSON.stringify({ clientId, text }) }),
    );
  }

  async history(since = 0) {
    return historySchema.parse(await this.#call(`/conversations/${this.conversation}/messages?since=${since}`));
  }

  async connect(onFrame: (frame: ServerFrame) => void): Promise<WebSocket> {
    const { ticket } = ticketSchema.parse(await this.#call(`/conversations/${this.conversation}/tickets`, { method: 'POST', body: '{}' }));
    return openSocket(
      `${this.url}/api/v1/conversations/${this.conversation}/socket`,
      this.url,
      ticket,
      { type: 'hello', protocol: 1, since: null, history: null },
      (frame) => onFrame(conversationServerFrame.parse(frame)),
    );
  }
}

/** Opens a socket with a ticket, says hello and resolves when it is open. Node's WebSocket takes headers as an option. */
export async function openSocket(
  url: string,
  origin: string,
  ticket: string,
  hello: object,
  onFrame: (frame: unknown) => void,
): Promise<WebSocket> {
  const options = { protocols: ['handrail.v1', `ticket.${ticket}`], headers: { Origin: origin } };
  const socket: WebSocket = Reflect.construct(WebSocket, [url.replace(/^http/, 'ws'), options]);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('error', () => reject(new Error('the socket did not open')), { once: true });
  });
  socket.addEventListener('message', (event) => {
    if (typeof event.data === 'string' && event.data !== 'pong') onFrame(JSON.parse(event.data));
  });
  socket.addEventListener('error', () => {});
  socket.send(JSON.stringify(hello));
  return socket;
}

let made = 0;
export const newClientId = () => `c${process.pid.toString(36)}-${Date.now().toString(36)}-${(++made).toString(36).padStart(4, '0')}`;
