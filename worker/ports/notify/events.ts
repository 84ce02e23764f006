import type { Sla } from '../../protocol.ts';
import type { OpenedCase } from '../../records/privacy-schema.ts';
import type { Agent, Handoff } from '../../rooms/machine.ts';
import type { NotifyEvent } from './port.ts';

/**
 * Events from what happened, as pure functions: the same happening makes the same event, id and all. They hold ids, times and
 * names of people at the desk; what a customer said never, except in `contactReplied`, which is there to carry an answer.
 */
export interface AboutHandoff {
  site: string;
  conversation: string;
  handoff: Handoff;
}

const about = ({ site, conversation, handoff }: AboutHandoff) => {
  const { id, reason, priority, team, area, language, createdAt, promisedAt, resolveBy, due } = handoff;
  return { site, conversation, handoff: id, reason, priority, team, area, language, createdAt, promisedAt, resolveBy, due };
};

const person = ({ id, name }: Agent) => ({ id, name });

/** An undefined part is left out, as JSON would: what is kept is what was made. */
function event(type: NotifyEvent['type'], key: string, timestamp: string, data: Record<string, unknown>): NotifyEvent {
  const given = Object.entries(data).filter(([, value]) => value !== undefined);
  return { id: `${type.replaceAll('.', '-')}:${key}`, type, timestamp, data: Object.fromEntries(given) };
}

/** Somebody waits for a person. */
export const handoffCreated = (of: AboutHandoff): NotifyEvent =>
  event('handoff.created', of.handoff.id, of.handoff.createdAt, { ...about(of), ruleIds: of.handoff.ruleIds });

/** A safety issue was handed to people: told besides `handoff.created`, for whoever has to be woken. */
export const safetyRaised = (of: AboutHandoff): NotifyEvent =>
  event('safety.raised', of.handoff.id, of.handoff.createdAt, { ...about(of), ruleIds: of.handoff.ruleIds });

/** A person has it. Once for each time that it goes to somebody: `epoch` counts them. */
export const handoffClaimed = (of: AboutHandoff, agent: Agent, epoch: number, at: string): NotifyEvent =>
  event('handoff.claimed', `${of.handoff.id}:${epoch}`, at, { ...about(of), agent: person(agent) });

/** Nobody took it in the promised time. The entry stays, so it may be claimed later, or missed again. */
export const handoffMissed = (of: AboutHandoff, epoch: number, at: string): NotifyEvent =>
  event('handoff.missed', `${of.handoff.id}:${epoch}`, at, about(of));

/** How a handoff ended: a person or the customer closed it, it was given back to the assistant, or the customer withdrew it. */
export type HandoffEnd = 'resolved' | 'released' | 'withdrawn';

/** It is over, and nobody waits any more. Once for each handoff. */
export const handoffResolved = (of: AboutHandoff, how: HandoffEnd, agent: Agent | null, at: string): NotifyEvent =>
  event('handoff.resolved', of.handoff.id, at, { ...about(of), how, agent: agent && person(agent) });

/** A promised time has passed; a promise that was made anew may be broken anew. */
export const slaBreached = (of: AboutHandoff, { kind, due }: Pick<Sla, 'kind' | 'due'>, agent: Agent | null): NotifyEvent =>
  event('sla.breached', `${of.handoff.id}:${kind}:${Date.parse(due)}`, due, {
    ...about(of),
    promise: kind,
    promisedUntil: due,
    agent: agent && person(agent),
  });

/** A privacy request, with the last day by law. `kind` is '' where it could not be told. */
export const privacyOpened = (site: string, { handoff, conversation, opened, type, due }: OpenedCase): NotifyEvent =>
  event('privacy.opened', handoff, opened, { site, conversation, handoff, kind: type, due });

export interface Replied {
  /** Id, time and words of the message. */
  message: { id: string; at: string; text: string };
  agent: Agent;
  /** Where the customer asked to be answered, with consent. */
  address: string;
  language: string;
}

/** An agent answered a customer who is away and left an address: whoever hears this sends the e-mail. */
export const contactReplied = (
  { site, conversation, handoff }: { site: string; conversation: string; handoff: Pick<Handoff, 'id'> | null },
  { message, agent, address, language }: Replied,
): NotifyEvent =>
  event('contact.replied', message.id, message.at, {
    ...{ site, conversation, handoff: handoff?.id, message: message.id },
    ...{ address, language, agent: person(agent), text: message.text },
  });

/** An area of the matrix has spent its error budget. */
export const areaSteppedDown = (data: { site: string; area: string } & Record<string, unknown>, at: string): NotifyEvent =>
  event('area.stepped-down', `${data.area}:${Date.parse(at)}`, at, data);

/** Sent by a lead, to see that it arrives. */
export const webhookTest = (site: string, by: Agent, key: string, at: string): NotifyEvent =>
  event('webhook.test', key, at, { site, by: person(by) });
