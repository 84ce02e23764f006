import type { ArticleView, Refusal, Session } from '../../worker/protocol.ts';

/** An answer other than success. `code` is the server's; without an answer at all it is `offline`. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }

  /** Worth trying again without being asked: no answer, or the server's own trouble. */
  get passing(): boolean {
    return this.status === 0 || this.status >= 500;
  }

  get refusal(): Refusal {
    if (this.status === 429) return 'rate-limited';
    if (this.status === 413 || this.status === 422) return 'too-long';
    if (this.status === 404) return 'gone';
    return this.passing ? 'unavailable' : 'not-allowed';
  }
}

export interface Ack {
  clientId: string;
  id: string;
  seq: number;
  at: string;
}

export type SessionRequest = { site: string; visitor?: string; identity?: string; locale?: string };

export function createApi(base: string) {
  async function call<T>(path: string, token?: string, body?: object): Promise<T> {
    const headers: Record<string, string> = {};
    if (token) headers.authorization = `Bearer ${token}`;
    if (body) headers['content-type'] = 'application/json';
    let response: Response;
    try {
      response = await fetch(`${base}/api/v1/${path}`, { method: body ? 'POST' : 'GET', headers, body: body && JSON.stringify(body) });
      // Reading can fail like fetching: a cut connection.
      const answer = await response.json();
      if (response.ok) return answer;
      throw new Problem(response.status, String(answer?.error?.code ?? response.status));
    } catch (error) {
      throw error instanceof Problem ? error : new Problem(0, 'offline');
    }
  }

  return {
    session: (request: SessionRequest) => call<Session>('session', undefined, request),
    create: (token: string) => call<{ conversation: string }>('conversations', token, {}),
    ticket: (token: string, id: string) => call<{ ticket: string }>(`conversations/${id}/tickets`, token, {}),
    send: (token: string, id: string, clientId: string, text: string) =>
      call<Ack>(`conversations/${id}/messages`, token, { clientId, text }),
    article: (token: string, id: string) => call<ArticleView>(`articles/${encodeURIComponent(id)}`, token),
    socket: (id: string) => `${base.replace(/^http/, 'ws')}/api/v1/conversations/${id}/socket`,
  };
}

export type Api = ReturnType<typeof createApi>;
