import type { EventType } from '../../../worker/ports/notify/port.ts';
import type { Attempt, Notice, WebhooksPage } from '../../../worker/rooms/notices-schema.ts';
import { count, timeOfDay } from '../ui/time.ts';

export const eventWords: Record<EventType, string> = {
  'handoff.created': 'Somebody waits for a person',
  'handoff.claimed': 'A person took it',
  'handoff.missed': 'Nobody came in time',
  'handoff.resolved': 'The handoff is over',
  'sla.breached': 'A promised time has passed',
  'safety.raised': 'Safety issue',
  'privacy.opened': 'Privacy request',
  'contact.replied': 'Answer for an e-mail',
  'refund.requested': 'Refund asked for',
  'refund.approved': 'Refund approved',
  'area.stepped-down': 'An area stepped down',
  'webhook.test': 'Test',
};

export const eventTitle = (type: string): string => Object.entries(eventWords).find(([known]) => known === type)?.[1] ?? type;

export const statusWords: Record<Notice['status'], string> = {
  dead: 'Failed',
  waiting: 'Waiting',
  sent: 'Sent',
  nobody: 'No webhook',
};

/** What a try came to, with what the other side said. */
export function attemptWords({ what, detail, by }: Attempt): string {
  if (what === 'sent') return 'Taken';
  if (what === 'nobody') return 'No webhook at the time';
  if (what === 'replayed') return `${by} had it sent again`;
  const said = detail === '' ? '' : `: ${detail}`;
  return what === 'expired' ? `Given up${said}` : `Failed${said}`;
}

export const triesWords = (tries: number): string => (tries === 0 ? '' : tries === 1 ? ', 1 try' : `, ${tries} tries`);

/** When it is tried again. What is due stands behind others for a moment. */
export function nextWords(next: string | null, now: number): string {
  if (next === null) return '';
  return Date.parse(next) <= now ? 'Next try in a moment' : `Next try ${timeOfDay(next, now)}`;
}

/** How the site's system is doing, in one sentence. */
export function endpointWords({ endpoint, failing, sentAt, counts }: WebhooksPage, now: number): string {
  if (endpoint === null) return 'This site has no webhook: nobody is told. Name one with npm run site -- --webhook URL.';
  if (failing !== null) {
    const said = `Nothing has arrived at ${endpoint} since ${timeOfDay(failing.since, now)}.`;
    if (failing.next === null) return `${said} Nothing waits; send a test when it is back.`;
    const next = Date.parse(failing.next) <= now ? 'in a moment' : timeOfDay(failing.next, now);
    return `${said} It is asked again ${next}; ${count(counts.waiting, 'event')} will follow.`;
  }
  if (sentAt === null) return `Events go to ${endpoint}. None has arrived yet.`;
  return `Events go to ${endpoint}. The last one arrived ${timeOfDay(sentAt, now)}.`;
}
