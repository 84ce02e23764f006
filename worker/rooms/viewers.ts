import type { Viewer } from '../protocol.ts';
import type { Room } from './room.ts';
import { attach, attachment, ready } from './sockets.ts';

/**
 * Who of the staff has a conversation open, each person once however many pages they have. It is read from the sockets,
 * so it is right after the object has slept; nothing of it is stored.
 */
export function viewersOf(ctx: DurableObjectState, except?: WebSocket): Viewer[] {
  const people = new Map<string, Viewer>();
  for (const { socket, holder, typing } of ready(ctx, 'agent')) {
    // A socket that is closing is still in the list.
    if (holder.role !== 'agent' || socket === except || socket.readyState !== WebSocket.OPEN) continue;
    const { id, name, person: role } = holder;
    people.set(id, { id, name, role, typing: typing || people.get(id)?.typing === true });
  }
  return [...people.values()];
}

export function tellViewers(room: Room, except?: WebSocket): void {
  room.broadcast({ type: 'viewers', viewers: viewersOf(room.ctx, except) }, 'agent', except);
}

/** Notes whether a person writes on this page, and tells the others of a change. */
export function setTyping(room: Room, socket: WebSocket, typing: boolean): void {
  const held = attachment(socket);
  if (!held || (held.typing === true) === typing) return;
  attach(socket, { ...held, typing });
  tellViewers(room);
}
