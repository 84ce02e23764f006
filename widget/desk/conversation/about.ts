import type { QueueEntry } from '../../../worker/protocol.ts';
import { handoffOf } from '../context/summary.ts';
import { firstName, type Values } from './fill.ts';
import { messageText } from './message-text.ts';
import type { Thread } from './reduce.ts';

/** The language that the customer writes in, as far as that is known. */
export const languageOf = (thread: Thread, entry: QueueEntry | null): string =>
  entry?.language ?? thread.records.at(-1)?.facts.language ?? 'en';

/** What a reply's gaps are filled with. A name that nobody signed is not used: it may be anything. */
export function valuesOf(thread: Thread, entry: QueueEntry | null, agent: string, site: string): Values {
  return { customer: firstName(thread.customer?.verified?.name), agent, order: orderOf(thread, entry), site };
}

/** The order number that was given, or that the assistant found in the conversation. */
export function orderOf(thread: Thread, entry: QueueEntry | null): string {
  const given = handoffOf(thread, entry)?.given?.order ?? '';
  return given !== '' ? given : (thread.records.findLast(({ facts }) => facts.order.reference !== '')?.facts.order.reference ?? '');
}

/** The customer's last words. */
export function askedLast(thread: Thread): string {
  const last = thread.messages.findLast(({ author }) => author.kind === 'customer');
  return last === undefined ? '' : messageText(last.body);
}
