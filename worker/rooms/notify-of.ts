import {
  type AboutHandoff,
  type HandoffEnd,
  handoffClaimed,
  handoffCreated,
  handoffMissed,
  handoffResolved,
  safetyRaised,
} from '../ports/notify/events.ts';
import type { NotifyEvent } from '../ports/notify/port.ts';
import type { Conversation } from './machine.ts';

/** What a step of a conversation is to its site's own system. Most steps are nothing; a handoff may be two things. */
export function notifyOf(before: Conversation, after: Conversation, at: string): NotifyEvent[] {
  const { handoff, agent, state, epoch } = after;
  if (!handoff) return [];
  const about: AboutHandoff = { site: after.site, conversation: after.id, handoff };
  if (before.handoff?.id !== handoff.id) return [handoffCreated(about), ...(handoff.reason === 'safety' ? [safetyRaised(about)] : [])];
  if (before.handoff.end === null && handoff.end !== null) return [handoffResolved(about, endOf(after), before.agent, at)];
  if (state === 'human' && agent && agent.id !== before.agent?.id) return [handoffClaimed(about, agent, epoch, at)];
  if (state === 'missed' && before.state !== 'missed') return [handoffMissed(about, epoch, at)];
  return [];
}

function endOf({ state, handoff }: Conversation): HandoffEnd {
  if (handoff?.end === 'withdrawn') return 'withdrawn';
  return state === 'resolved' ? 'resolved' : 'released';
}
