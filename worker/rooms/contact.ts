import { contactReplied } from '../ports/notify/events.ts';
import type { Message, Refusal } from '../protocol.ts';
import { mask } from '../turn/mask.ts';
import type { ConversationStore } from './conversation-store.ts';
import { customerLabel } from './mirror.ts';
import { randomId } from './random.ts';
import type { Room } from './room.ts';
import { ready } from './sockets.ts';

/** What people know about the customer: what a signed identity says, and what is merely said. */
export function aboutCustomer({ store }: Room) {
  const stored = store.load();
  const { identity: verified, contactEmail, page } = stored;
  const claimed = store.claimed();
  const said = Object.keys(claimed).length > 0 ? { claimed } : {};
  return { type: 'customer', customer: { label: customerLabel(stored), verified, contactEmail, page, ...said } } as const;
}

/**
 * An address for an answer by e-mail, with consent. Whoever waits for a person may leave one at any time: nobody is there,
 * nobody came in time, or they have to go. Their place in the queue stays.
 */
export async function leaveContact(room: Room, email: string): Promise<{ reason: Refusal; detail: string } | null> {
  const say = await room.say();
  const { conversation, contactEmail } = room.store.load();
  if (conversation.state !== 'queued' && conversation.state !== 'missed')
    return { reason: 'wrong-state', detail: 'An address is taken while the customer waits for a person.' };
  // Pressed twice: said once.
  if (contactEmail === email) {
    room.announce([]);
    return null;
  }
  const message = room.transaction(() => {
    room.store.save({ contactEmail: email, conversation: { ...conversation, revision: conversation.revision + 1 } });
    room.mirror();
    const text = say('notice.contact') || 'contact';
    return room.store.add(randomId(), { kind: 'system' }, { type: 'notice', code: 'contact', text });
  });
  room.announce([message]);
  room.broadcast(aboutCustomer(room), 'agent');
  return null;
}

/**
 * A person wrote to a customer who left an address and has no page open: the site's own system is told, so that the words
 * reach them by e-mail. They stay here as well. Part of the transaction that keeps the message.
 */
export function answerByEmail(room: Room, { id, at, author, body }: Message): void {
  const { conversation, contactEmail: address, context } = room.store.load();
  if (address === null || author.kind !== 'agent' || body.type !== 'text') return;
  if (ready(room.ctx, 'customer').some(({ socket }) => socket.readyState === WebSocket.OPEN)) return;
  const { site, id: about, handoff } = conversation;
  const agent = { id: author.id, name: author.name };
  const language = handoff?.language ?? context.language;
  room.tell(contactReplied({ site, conversation: about, handoff }, { message: { id, at, text: body.text }, agent, address, language }));
}

/** What the page says about its customer, masked like everything that is written here. */
export function claimAttributes(room: Room, given: ReturnType<ConversationStore['claimed']>): void {
  const claimed = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [mask(name).slice(0, 40), typeof value === 'string' ? mask(value).slice(0, 200) : value]),
  );
  if (JSON.stringify(claimed) === JSON.stringify(room.store.claimed())) return;
  room.store.claim(claimed);
  room.broadcast(aboutCustomer(room), 'agent');
}
