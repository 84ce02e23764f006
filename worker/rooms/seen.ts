import type { ConversationServerFrame } from '../protocol.ts';
import type { Room } from './room.ts';
import type { Holder } from './tickets.ts';

/**
 * What has been on a screen. It is kept for the customer and for each person at the desk, and only grows. The customer is
 * told of the one who has the conversation: a colleague who merely looks in has not seen it for them.
 */
export function saw(room: Room, holder: Holder, seq: number): void {
  // A page may be ahead of what this history holds, after it was rebuilt; nobody sees what is not there.
  const upTo = Math.min(seq, room.store.lastSeq());
  const side = holder.role === 'customer' ? 'customer' : sideOf(holder.id);
  if (upTo < 1 || !room.store.keepSeen(side, upTo)) return;
  if (holder.role === 'customer') room.broadcast({ type: 'seen', by: 'customer', seq: upTo }, 'agent');
  else if (owner(room) === holder.id) room.broadcast({ type: 'seen', by: 'agent', seq: upTo }, 'customer');
}

/** What a role is told of the other side, while there is something to tell. */
export function seenFor(room: Room, role: Holder['role']): Extract<ConversationServerFrame, { type: 'seen' }> | null {
  const by = role === 'agent' ? 'customer' : 'agent';
  const who = owner(room);
  const seq = by === 'customer' ? room.store.seen('customer') : who === null ? 0 : room.store.seen(sideOf(who));
  return seq > 0 ? { type: 'seen', by, seq } : null;
}

/** Somebody else has the conversation: what they have seen counts from here on. */
export function tellSeen(room: Room): void {
  const seen = seenFor(room, 'customer');
  if (seen) room.broadcast(seen, 'customer');
}

const sideOf = (person: string) => `agent:${person}`;

function owner(room: Room): string | null {
  const { state, agent } = room.store.load().conversation;
  return state === 'human' ? (agent?.id ?? null) : null;
}
