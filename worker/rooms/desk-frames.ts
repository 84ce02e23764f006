import { serves } from '../desk/assign.ts';
import type { DeskClientFrame, Person, Refusal } from '../protocol.ts';
import type { DeskPeople } from './desk-people.ts';
import type { DeskStore, Entry } from './desk-store.ts';
import type { Claimed, Queue } from './queue.ts';

export interface DeskContext {
  store: DeskStore;
  people: DeskPeople;
  queue: Queue;
  me: Person;
  send: (frame: object) => void;
  refuse: (reason: Refusal, detail: string, handoffId?: string) => void;
  /** Words for colleagues that go with a conversation. */
  note: (conversationId: string, text: string, mentions: string[]) => Promise<void>;
  /** Kept in the site's log. */
  log: (what: string, detail: object) => void;
  /** Somebody was given a conversation by somebody else. */
  given: (person: string, entry: { handoffId: string; conversationId: string }) => void;
  /** Teams that the policy has. */
  teams: () => string[];
  presenceChanged: (person: string) => void;
}

type Frame = Exclude<DeskClientFrame, { type: 'hello' }>;

/** What each frame of the desk does. Who may do it is checked here, whether it is possible by the conversation. */
export async function handleDeskFrame(context: DeskContext, frame: Frame): Promise<void> {
  switch (frame.type) {
    case 'presence':
      if (context.people.set(context.me.id, frame.presence)) context.presenceChanged(context.me.id);
      return;
    case 'claim': {
      const claimed = await context.queue.claim(frame.handoffId, { id: context.me.id, name: context.me.name });
      if (claimed.ok) return context.send({ type: 'claimed', handoffId: frame.handoffId, conversationId: claimed.conversationId });
      return context.refuse(claimed.reason, claimed.detail, frame.handoffId);
    }
    case 'assign':
      return assign(context, frame);
    case 'route':
      return move(context, frame);
  }
}

const isLead = ({ role }: Person) => role !== 'agent';

async function assign(context: DeskContext, { handoffId, to, note }: Extract<Frame, { type: 'assign' }>): Promise<void> {
  const { store, people, queue, me, refuse } = context;
  const entry = store.find(handoffId);
  if (entry && !isLead(me) && entry.agent?.id !== me.id)
    return refuse('not-allowed', `${holderOf(entry)} Only they or a lead can give it to somebody.`, handoffId);
  const target = people.list().find(({ id }) => id === to);
  // Whose connection is gone would have it for as long as everybody waits for them to come back.
  if (!target || target.presence === 'offline' || target.lostAt !== null)
    return refuse('not-here', 'This colleague is not at the desk. Choose somebody who is, or a team.', handoffId);
  if (!isLead(me) && target.presence !== 'online') return refuse('not-here', `${target.name} takes nothing just now.`, handoffId);
  if (!isLead(me) && target.load >= target.capacity)
    return refuse('full', `${target.name} has ${target.load} conversations, as many as they take.`, handoffId);
  const team = entry?.mirror.handoff.team ?? '';
  if (!isLead(me) && !serves(target, team)) return refuse('not-allowed', `${target.name} does not work for this team.`, handoffId);
  const moved = await queue.assign(handoffId, { id: target.id, name: target.name });
  if (!moved.ok) return refuse(moved.reason, moved.detail, handoffId);
  if (to !== me.id) context.given(to, { handoffId, conversationId: moved.conversationId });
  await done(context, moved, handoffId, 'queue.assigned', { from: entry?.agent?.id ?? null, to }, note, [to]);
}

async function move(context: DeskContext, { handoffId, team, priority, note }: Extract<Frame, { type: 'route' }>): Promise<void> {
  const { store, queue, me, refuse } = context;
  const entry = store.find(handoffId);
  if (entry?.status === 'claimed' && !isLead(me) && entry.agent?.id !== me.id)
    return refuse('not-allowed', `${holderOf(entry)} Only they or a lead can move it.`, handoffId);
  if (team === undefined && priority === undefined) return refuse('bad-frame', 'Say which team or which priority.', handoffId);
  if (team !== undefined && !context.teams().includes(team)) return refuse('not-allowed', 'There is no such team.', handoffId);
  const before = entry?.mirror.handoff;
  if (before?.priority === 1 && priority !== undefined && !isLead(me))
    return refuse('not-allowed', 'What may be dangerous stays first. Only a lead can change that.', handoffId);
  const moved = await queue.route(handoffId, { ...(team !== undefined && { team }), ...(priority !== undefined && { priority }) });
  if (!moved.ok) return refuse(moved.reason, moved.detail, handoffId);
  const detail = { from: { team: before?.team, priority: before?.priority }, to: { team, priority } };
  await done(context, moved, handoffId, 'queue.routed', detail, note, []);
}

/** The change stands already; a note that cannot be kept is said, and undoes nothing. */
async function done(
  context: DeskContext,
  { conversationId }: Extract<Claimed, { ok: true }>,
  handoffId: string,
  what: string,
  detail: object,
  note: string | undefined,
  mentions: string[],
): Promise<void> {
  context.log(what, { conversation: conversationId, handoff: handoffId, ...detail });
  context.send({ type: 'moved', handoffId });
  if (note === undefined || note.trim() === '') return;
  await context.note(conversationId, note, mentions).catch(() => {
    context.refuse('unavailable', 'It was moved, but the note could not be kept. Write it again in the conversation.', handoffId);
  });
}

const holderOf = ({ agent }: Entry) => (agent ? `${agent.name} has this conversation.` : 'Nobody has this conversation yet.');
