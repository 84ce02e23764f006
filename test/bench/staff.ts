import type { z } from 'zod';
import { conversationServerFrame, deskServerFrame, ticketSchema } from '../../worker/protocol.ts';
import { openSocket, type ServerFrame } from '../client/customer.ts';
import { Inbox } from './inbox.ts';

type DeskFrame = z.infer<typeof deskServerFrame>;

/** An agent without a browser: signs in with an invitation, holds the desk's socket and opens conversations. */
export class Staff {
  readonly frames = new Inbox<DeskFrame>();
  readonly #url: string;
  #cookie = '';
  #desk: WebSocket | null = null;

  constructor(url: string) {
    this.#url = url;
  }

  /** `link` is what `npm start` prints: `/desk/#site=…&invite=…`. */
  async signIn(link: string): Promise<this> {
    const given = new URLSearchParams(new URL(link).hash.slice(1));
    const response = await this.#post('/session', { site: given.get('site'), invite: given.get('invite') });
    this.#cookie = response.headers
      .getSetCookie()
      .map((one) => one.split(';', 1)[0])
      .join('; ');
    const url = `${this.#url}/api/v1/desk/socket`;
    this.#desk = await openSocket(url, this.#url, await this.#ticket('/tickets'), { type: 'hello', protocol: 1 }, (frame) => {
      const at = performance.now();
      this.frames.push(deskServerFrame.parse(frame), at);
    });
    await this.frames.next((frame) => frame.type === 'queue', 'queue');
    return this;
  }

  /** Waits until the desk shows the conversation as waiting; says which handoff and when it was shown. */
  async waiting(conversation: string): Promise<{ handoff: string; at: number }> {
    const mine = (frame: DeskFrame) =>
      frame.type === 'changes'
        ? frame.entries.find((entry) => entry.conversationId === conversation && entry.status === 'waiting')
        : undefined;
    const { frame, at } = await this.frames.next((one) => mine(one) !== undefined, 'queue entry');
    return { handoff: mine(frame)?.handoffId ?? '', at };
  }

  async claim(handoff: string): Promise<void> {
    this.#desk?.send(JSON.stringify({ type: 'claim', handoffId: handoff }));
    const { frame } = await this.frames.next(
      (one) => (one.type === 'claimed' || one.type === 'refused') && one.handoffId === handoff,
      'answer to a claim',
    );
    if (frame.type === 'refused') throw new Error(`claim refused: ${frame.detail}`);
  }

  async open(conversation: string): Promise<{ socket: WebSocket; frames: Inbox<ServerFrame> }> {
    const frames = new Inbox<ServerFrame>();
    const hello = { type: 'hello', protocol: 1, since: null, history: null };
    const url = `${this.#url}/api/v1/conversations/${conversation}/socket`;
    const ticket = await this.#ticket(`/conversations/${conversation}/tickets`);
    const socket = await openSocket(url, this.#url, ticket, hello, (frame) => frames.push(conversationServerFrame.parse(frame)));
    await frames.next((frame) => frame.type === 'resumed', 'transcript');
    return { socket, frames };
  }

  close(): void {
    this.#desk?.close();
  }

  async #ticket(path: string): Promise<string> {
    return ticketSchema.parse(await (await this.#post(path, {})).json()).ticket;
  }

  async #post(path: string, body: object): Promise<Response> {
    const response = await fetch(`${this.#url}/api/v1/desk${path}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-Handrail-Desk': '1',
        Origin: this.#url,
        ...(this.#cookie ? { Cookie: this.#cookie } : {}),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(5_000),
    });
    if (!response.ok) throw new Error(`desk${path}: ${response.status} ${(await response.text()).slice(0, 200)}`);
    return response;
  }
}
