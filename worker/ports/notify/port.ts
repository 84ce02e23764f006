import { z } from 'zod';
import type { Tried } from '../fault.ts';

/** Everything that a site's own system can be told. What each carries is in docs/webhooks.md. */
export const eventTypes = [
  'handoff.created',
  'handoff.claimed',
  'handoff.missed',
  'handoff.resolved',
  'sla.breached',
  'safety.raised',
  'privacy.opened',
  'contact.replied',
  'refund.requested',
  'refund.approved',
  'area.stepped-down',
  'webhook.test',
] as const;

export const notifyEventSchema = z.strictObject({
  /**
   * Made of what happened, so that telling it twice is told as once. No dot in it: dots part what is signed (Standard
   * Webhooks).
   */
  id: z.string().regex(/^[\w:/-]{1,200}$/),
  type: z.enum(eventTypes),
  /** ISO 8601, UTC: when it happened, not when it is told. */
  timestamp: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()),
});

/** Something a site's own system is told. */
export type NotifyEvent = z.infer<typeof notifyEventSchema>;
export type EventType = NotifyEvent['type'];

/** `sent`: the site's system has taken it. `nobody`: the site has no system to tell. */
export type Delivered = 'sent' | 'nobody';

/** One try to tell a site's system. Trying again, and keeping what could not be told, is the caller's. */
export interface NotifyPort {
  readonly name: string;
  send(event: NotifyEvent): Promise<Tried<Delivered>>;
}
