import type { OutcomeKind, Reason } from '../../policy/schema.ts';
import type { Author, Person, QueueEntry, Refusal, State } from '../../worker/protocol.ts';
import type { QuestionStatus } from '../../worker/records/questions/schema.ts';

/** The desk's own words for what the wire says in codes. Customer-facing wording is approved and lives in the release. */

export const reasonWords: Record<Reason, string> = {
  'low-confidence': 'No sure answer found',
  'negative-sentiment': 'Customer is upset',
  'policy-topic': 'People handle this topic',
  safety: 'Safety concern',
  'customer-request': 'Asked for a person',
  'repeated-failure': 'Assistant failed twice or more',
  'approval-required': 'Draft needs your approval',
  'guard-blocked': 'Draft did not pass its checks',
  'order-not-verified': 'Order could not be verified',
  'tool-failure': 'A system did not answer',
  'stale-knowledge': 'Article is past its review date',
  paused: 'Assistant is paused here',
};

/** One line under the reason: what the person is expected to do about it. */
export const reasonAdvice: Record<Reason, string> = {
  'low-confidence': 'The knowledge base had no passage it could rely on. Answer from what you know.',
  'negative-sentiment': 'Start with the feeling, then the facts.',
  'policy-topic': 'The policy keeps this area with people.',
  safety: 'Somebody may be at risk. Take this first and follow the safety procedure.',
  'customer-request': 'The customer chose a person over the assistant.',
  'repeated-failure': 'The customer has explained this more than once. Read back before asking again.',
  'approval-required': 'The assistant wrote a draft that only a person may send. Edit it or write your own.',
  'guard-blocked': 'A check stopped the draft before it was sent. Read why before reusing it.',
  'order-not-verified': 'Number and e-mail did not match. Do not share order details until you have verified the customer.',
  'tool-failure': 'The assistant could not reach a system in time. The order or article may be fine.',
  'stale-knowledge': 'The matching article needs a review before it may be used on its own.',
  paused: 'A lead has paused the assistant in this area, or lowered it while this was being answered.',
};

export const outcomeWords: Record<OutcomeKind, string> = {
  answer: 'Answered',
  clarify: 'Asked back',
  decline: 'Declined',
  handoff: 'Handed over',
};

export const stateWords: Record<State, string> = {
  assistant: 'With the assistant',
  queued: 'Waiting for a person',
  human: 'With a person',
  missed: 'Missed',
  resolved: 'Resolved',
};

export const priorityWords: Record<number, string> = { 1: 'At once', 2: 'High', 3: 'Normal', 4: 'Low' };

export const roleWords: Record<Person['role'], string> = { agent: 'Agent', lead: 'Lead', admin: 'Admin' };

export const questionStatusWords: Record<QuestionStatus, string> = { open: 'Open', done: 'Done', ignored: 'Ignored' };

/** Said once it is so. */
export const markedWords: Record<QuestionStatus, string> = {
  open: 'Reopened.',
  done: 'Marked as done.',
  ignored: 'Marked as ignored.',
};

const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

/** `de` as "German". A code that nobody knows stays as it is. */
export function languageName(code: string): string {
  try {
    return languageNames.of(code) ?? code;
  } catch {
    return code;
  }
}

export const refusalWords: Partial<Record<Refusal, string>> = {
  'too-long': 'The message is too long.',
  empty: 'The message is empty.',
  'rate-limited': 'Too many messages in a short time. Wait a moment.',
  'wrong-state': 'The conversation is no longer with you.',
  'not-allowed': 'You may not write in this conversation.',
  'already-claimed': 'A colleague took it first.',
  withdrawn: 'The customer no longer waits.',
  gone: 'This is no longer there.',
  'wrong-version': 'This page is older than the server. Reload it.',
  unavailable: 'The server could not do this just now. Try again.',
};

export function refusalText(reason: Refusal, detail: string): string {
  return refusalWords[reason] ?? (detail === '' ? `Refused: ${reason}` : detail);
}

/** `order-status` as a person would write it. */
export function title(slug: string): string {
  const words = slug
    .replaceAll('-', ' ')
    .replace(/\bfaqs?\b/, (word) => `FAQ${word.slice(3)}`)
    .trim();
  return words === '' ? 'No area' : words.charAt(0).toUpperCase() + words.slice(1);
}

export function authorName(author: Author, customer: string): string {
  if (author.kind === 'customer') return customer;
  if (author.kind === 'agent') return author.name;
  return author.kind === 'assistant' ? 'Assistant' : 'System';
}

export function arrivalText(entries: readonly QueueEntry[]): string {
  const [first] = entries;
  if (first === undefined) return '';
  if (entries.length > 1) return `${entries.length} new in the queue`;
  return `New in the queue: ${first.customer}, ${reasonWords[first.reason]}, priority ${first.priority}`;
}
