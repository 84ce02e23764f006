import { z } from 'zod';
import { type Holder, holderSchema } from './tickets.ts';

/** What a socket carries through hibernation (at most 16,384 bytes, 2026). Frames go only to sockets that said hello. */
const attachmentSchema = z.strictObject({ holder: holderSchema, ready: z.boolean(), typing: z.boolean().optional() });
type Attachment = z.infer<typeof attachmentSchema>;

/** What was read once: a frame to two hundred sockets asks for each of them. Gone with the object's memory, as it should be. */
const known = new WeakMap<WebSocket, Attachment>();

export function attach(socket: WebSocket, attachment: Attachment): void {
  socket.serializeAttachment(attachment);
  known.set(socket, attachment);
}

export function attachment(socket: WebSocket): Attachment | null {
  const held = known.get(socket);
  if (held) return held;
  const parsed = attachmentSchema.safeParse(socket.deserializeAttachment());
  if (!parsed.success) return null;
  known.set(socket, parsed.data);
  return parsed.data;
}

/** Accepts the server end with hibernation and answers the handshake with our one subprotocol. */
export function accept(ctx: DurableObjectState, holder: Holder, subprotocol: string): Response {
  const { 0: client, 1: server } = new WebSocketPair();
  // The facts of the session are attached before the handshake, so that no frame can arrive without them.
  attach(server, { holder, ready: false });
  ctx.acceptWebSocket(server, [holder.role]);
  return new Response(null, { status: 101, webSocket: client, headers: { 'Sec-WebSocket-Protocol': subprotocol } });
}

/** A frame, or its text where the same goes to many. */
export function sendTo(socket: WebSocket, frame: object | string): void {
  try {
    socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  } catch {
    // A socket that is closing: its client resumes from its last sequence.
  }
}

/** One text to every socket of a role that said hello; how many there are. */
export function sendToAll(ctx: DurableObjectState, role: Holder['role'], text: string): number {
  let told = 0;
  for (const socket of ctx.getWebSockets(role)) {
    if (!attachment(socket)?.ready) continue;
    sendTo(socket, text);
    told += 1;
  }
  return told;
}

/** Every socket that said hello, optionally of one role. */
export function ready(ctx: DurableObjectState, role?: Holder['role']): { socket: WebSocket; holder: Holder; typing: boolean }[] {
  return ctx.getWebSockets(role).flatMap((socket) => {
    const held = attachment(socket);
    return held?.ready ? [{ socket, holder: held.holder, typing: held.typing === true }] : [];
  });
}

/** Ids of the people at the desk whose sockets are open, once for each socket. */
export const staffHere = (ctx: DurableObjectState, except?: WebSocket): string[] =>
  ready(ctx, 'agent').flatMap(({ socket, holder }) =>
    socket !== except && socket.readyState === WebSocket.OPEN && holder.role === 'agent' ? holder.id : [],
  );

/** Policy violation or ended session: clients do not reconnect after this code (RFC 6455, 7.4.1). */
export const ENDED = 1008;
