import type { Tried } from '../fault.ts';

/** Something a site's own system is told. The id is made of what happened, so that telling it twice is told as once. */
export interface NotifyEvent {
  id: string;
  type: 'refund.requested' | 'refund.approved' | 'area.stepped-down';
  /** ISO 8601, UTC: when it happened, not when it is told. */
  timestamp: string;
  data: Record<string, unknown>;
}

/** `sent`: the site's system has taken it. `nobody`: the site has no system to tell. */
export type Delivered = 'sent' | 'nobody';

/** One try to tell a site's system. Trying again, and keeping what could not be told, is the caller's. */
export interface NotifyPort {
  readonly name: string;
  send(event: NotifyEvent): Promise<Tried<Delivered>>;
}
