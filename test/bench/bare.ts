import { DurableObject } from 'cloudflare:workers';

/**
 * The floor: what a Durable Object costs that keeps a message once and says so, with nothing else. Runs inside workerd,
 * for test/bench/ack.ts.
 */
export class Bare extends DurableObject {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.storage.sql.exec(
      'CREATE TABLE IF NOT EXISTS messages (seq INTEGER PRIMARY KEY, client_id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, text TEXT NOT NULL)',
    );
  }

  override fetch(): Response {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client, headers: { 'Sec-WebSocket-Protocol': 'handrail.v1' } });
  }

  override webSocketMessage(socket: WebSocket, data: string): void {
    const frame: { type: string; clientId: string; text: string } = JSON.parse(data);
    if (frame.type !== 'send') return;
    const { seq } = this.ctx.storage.sql
      .exec<{ seq: number }>(
        'INSERT INTO messages (client_id, at, text) VALUES (?, ?, ?) RETURNING seq',
        frame.clientId,
        Date.now(),
        frame.text,
      )
      .one();
    socket.send(JSON.stringify({ type: 'ack', clientId: frame.clientId, seq }));
  }
}

export default {
  fetch(request, env) {
    return env.BARE.getByName(new URL(request.url).pathname).fetch(request);
  },
} satisfies ExportedHandler<{ BARE: DurableObjectNamespace }>;
