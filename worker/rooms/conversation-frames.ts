import { type Author, type ConversationClientFrame, conversationClientFrame, PROTOCOL_VERSION, type Refusal } from '../protocol.ts';
import { settled } from '../turn/session.ts';
import { factsOf } from './admission.ts';
import { aboutCustomer, claimAttributes, leaveContact } from './contact.ts';
import { decide } from './decisions.ts';
import { frameTypes } from './frames.ts';
import type { Event } from './machine.ts';
import { takeNote } from './notes.ts';
import { receive } from './receive.ts';
import type { Room } from './room.ts';
import { saw, seenFor } from './seen.ts';
import { siteSnapshot, staffSession } from './site-cache.ts';
import { attach, ENDED, sendTo } from './sockets.ts';
import type { Holder } from './tickets.ts';
import type { Turns } from './turns.ts';
import { setTyping, tellViewers } from './viewers.ts';
import { inConversation } from './watched.ts';

export const conversationFrames = { schema: conversationClientFrame, types: frameTypes(conversationClientFrame) };

export interface FrameContext {
  room: Room;
  turns: Turns;
  socket: WebSocket;
  holder: Holder;
  ready: boolean;
  refuse: (reason: Refusal, detail: string) => void;
}

/** What each frame does. Permission is checked per frame: roles here, states in the machine. */
export async function handleFrame(context: FrameContext, frame: ConversationClientFrame): Promise<void> {
  const { room, turns, socket, refuse } = context;
  if (frame.type === 'hello') return hello(context, frame);
  if (!context.ready) return refuse('hello-first', 'Say hello before anything else.');
  const holder = await stillSignedIn(context);
  if (!holder) return;

  const author: Author = holder.role === 'agent' ? { kind: 'agent', id: holder.id, name: holder.name } : { kind: 'customer' };
  const { conversation } = room.store.load();
  const customerOnly = ['person', 'withdraw', 'contact', 'feedback', 'attributes'].includes(frame.type);
  if (customerOnly && holder.role === 'agent') return refuse('not-allowed', 'Only the customer can do this.');
  const owns = holder.role === 'agent' && conversation.state === 'human' && conversation.agent?.id === holder.id;
  const ends = frame.type === 'release' || frame.type === 'resolve';
  if (holder.role === 'agent' && ends && conversation.state === 'human' && !owns)
    return refuse('not-allowed', `${conversation.agent?.name ?? 'Someone else'} has this conversation.`);

  switch (frame.type) {
    case 'send': {
      // Leads may write where somebody else has the conversation; the customer is told that one more person is here.
      const mayJoin = holder.role === 'agent' && holder.person !== 'agent' && conversation.state === 'human' && !owns;
      const joining = mayJoin ? (await room.say())('notice.joined', { name: holder.name }) : undefined;
      const kept = receive(room, turns, author, frame.clientId, frame.text, { joining });
      if (holder.role === 'agent') setTyping(room, socket, false);
      if (!kept.ok) return sendTo(socket, { type: 'refused', reason: kept.reason, clientId: frame.clientId, detail: kept.detail });
      return sendTo(socket, { type: 'ack', clientId: frame.clientId, ...acked(kept) });
    }
    case 'person':
      // Asking again while in the queue changes nothing.
      if (conversation.state !== 'assistant' && conversation.state !== 'resolved') return room.announce([]);
      room.transaction(() => turns.ask(room.store.lastSeq() + 1, true));
      return room.ctx.waitUntil(turns.run());
    case 'withdraw':
      return change(context, { type: 'withdraw' }, { context: settled(room.store.load().context) });
    case 'release':
      return holder.role === 'agent'
        ? change(context, { type: 'release', agentId: holder.id })
        : refuse('not-allowed', 'Only a person can give a conversation back.');
    case 'resolve':
      return change(context, { type: 'resolve', by: holder.role === 'agent' ? { agentId: holder.id } : 'customer' });
    case 'contact': {
      const refused = await leaveContact(room, frame.email);
      return refused ? refuse(refused.reason, refused.detail) : undefined;
    }
    case 'attributes':
      return claimAttributes(room, frame.attributes);
    case 'seen':
      return saw(room, holder, frame.seq);
    case 'note': {
      if (holder.role !== 'agent') return refuse('not-allowed', 'Only people at the desk write notes.');
      const { clientId, text, mentions, whisper } = frame;
      const by = { id: holder.id, name: holder.name, role: holder.person };
      const noted = takeNote(room, { id: clientId, by, text, mentions, whisper });
      if (!noted.ok) return refuse(noted.reason, noted.detail);
      // Everybody was told of a new one; the answer to one sent again is for its sender.
      return noted.fresh ? undefined : sendTo(socket, { type: 'notes', notes: [noted.note] });
    }
    case 'decide': {
      if (holder.role !== 'agent') return refuse('not-allowed', 'Only people at the desk decide about drafts.');
      const decided = decide(room, turns, { id: holder.id, name: holder.name }, frame);
      if (!decided.ok) return refuse(decided.reason, decided.detail);
      if (!decided.fresh) sendTo(socket, { type: 'decisions', decisions: [decided.decision] });
      if (decided.sent) sendTo(socket, { type: 'ack', clientId: frame.clientId, ...acked(decided.sent) });
      return;
    }
    case 'feedback':
      if (conversation.state !== 'resolved') return refuse('wrong-state', 'Rate a conversation once it is resolved.');
      room.transaction(() => {
        const { conversation: now } = room.store.load();
        room.store.save({ feedback: frame.value, conversation: { ...now, revision: now.revision + 1 } });
      });
      return room.announce([]);
    case 'typing':
      if (holder.role === 'agent') setTyping(room, socket, frame.on);
      // A lead who only looks, or writes a note, is nobody the customer waits for.
      if (holder.role === 'agent' && !owns && !(conversation.state === 'human' && room.store.wroteSinceClaim(author))) return;
      return room.broadcast({ type: 'typing', author, on: frame.on }, holder.role === 'agent' ? 'customer' : 'agent', socket);
  }
}

/** Version first, then exactly what the client does not have. */
async function hello(
  { room, turns, socket, holder, refuse }: FrameContext,
  frame: Extract<ConversationClientFrame, { type: 'hello' }>,
): Promise<void> {
  if (frame.protocol !== PROTOCOL_VERSION) {
    refuse('wrong-version', `This server speaks version ${PROTOCOL_VERSION}. Reload the page.`);
    return socket.close(ENDED, 'wrong-version');
  }
  attach(socket, { holder, ready: true });
  const { conversation, pending } = room.store.load();
  const fresh = frame.history === null || frame.since === null;
  const known = frame.history === conversation.history && (frame.since ?? 0) <= room.store.lastSeq();
  sendTo(socket, {
    type: fresh || known ? 'resumed' : 'reset',
    protocol: PROTOCOL_VERSION,
    history: conversation.history,
    conversation: room.view(),
    messages: room.store.since(!fresh && known ? (frame.since ?? 0) : 0),
  });
  if (holder.role === 'agent') {
    sendTo(socket, aboutCustomer(room));
    sendTo(socket, { type: 'records', records: room.store.turns().map(inConversation) });
    sendTo(socket, { type: 'notes', notes: room.store.notes() });
    sendTo(socket, { type: 'decisions', decisions: room.store.decisions() });
    sendTo(socket, room.summaries.open());
    tellViewers(room);
  }
  const seen = seenFor(room, holder.role);
  if (seen) sendTo(socket, seen);
  room.ctx.waitUntil(room.findPlace());
  // A turn that was cut off goes on as soon as somebody is here again.
  if (pending) room.ctx.waitUntil(turns.run());
}

async function change({ room, refuse }: FrameContext, event: Event, also: Parameters<Room['apply']>[2] = {}): Promise<void> {
  const { moved, messages } = room.apply(event, await room.say(), also);
  if (!moved.ok) return refuse('wrong-state', `Not possible now: ${moved.why}.`);
  room.announce(messages);
}

const acked = ({ id, seq, at }: { id: string; seq: number; at: string }) => ({ id, seq, at });

/** Staff sessions can be revoked and identities become required: both are looked at again for each frame (5 s cache). */
async function stillSignedIn({ room, socket, holder, refuse }: FrameContext): Promise<Holder | null> {
  const { site } = room.store.load().conversation;
  try {
    if (holder.role === 'agent') {
      const session = await staffSession(room.env, site, holder.session);
      if (session) return { ...holder, ...factsOf(session) };
    } else if (holder.identified || (await siteSnapshot(room.env, site))?.config.identity === 'optional') return holder;
  } catch {
    // The site cannot be asked. A customer's message is kept and handed over; a person's rights are not guessed.
    if (holder.role === 'customer') return holder;
    refuse('unavailable', 'Your session cannot be checked right now. Try again in a moment.');
    return null;
  }
  refuse('session-ended', 'This session has ended. Sign in again.');
  socket.close(ENDED, 'session-ended');
  return null;
}
