import type { ConversationView, Person } from '../../../worker/protocol.ts';
import type { Conversation } from './conversation.ts';

type View = Pick<ConversationView, 'state' | 'agent'>;

/** Leads and admins, where a colleague has the conversation. The server asks again. */
export const mayJoin = (view: View | null, me: Person | null): boolean =>
  view?.state === 'human' && view.agent !== null && me !== null && me.role !== 'agent' && view.agent.id !== me.id;

export const mayWhisper = mayJoin;

/** Mine, or a colleague's that a lead has joined. */
export const mayWrite = ({ writable, joined, thread }: Pick<Conversation, 'writable' | 'joined' | 'thread'>, me: Person | null): boolean =>
  writable.value || (joined.value && mayJoin(thread.value.view, me));
