import { z } from 'zod';
import { slaBreached } from '../ports/notify/events.ts';
import type { NotifyEvent } from '../ports/notify/port.ts';
import type { Sla } from '../protocol.ts';
import type { Entry } from './desk-store.ts';
import type { OutboxRow } from './outbox.ts';
import { tellSite } from './tell-site.ts';

const logSchema = z.strictObject({ who: z.string(), what: z.string(), detail: z.record(z.string(), z.unknown()) });

/** What the desk owes to others: acts of people to the site's log, and news to the site's own system. */
export async function deliverDesk(env: Env, site: string, { id, kind, payload }: OutboxRow): Promise<void> {
  if (kind === 'notify') {
    await tellSite(env, site, payload);
    return;
  }
  const { who, what, detail } = logSchema.parse(JSON.parse(payload));
  await env.SITE.getByName(site).note(who, what, detail, id);
}

/** A promised time was broken. The id says which one, so that it is told once. */
export function breachOf(site: string, { mirror, agent }: Entry, sla: Pick<Sla, 'kind' | 'due'>): NotifyEvent {
  return slaBreached({ site, conversation: mirror.conversationId, handoff: mirror.handoff }, sla, agent);
}
