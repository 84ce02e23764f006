import type { QueueEntry } from '../../../worker/protocol.ts';
import type { TurnRecord } from '../../../worker/turn/record.ts';
import { messageText } from '../conversation/message-text.ts';
import type { Thread } from '../conversation/reduce.ts';
import { count } from '../ui/time.ts';
import { languageName } from '../words.ts';
import { handoffOf } from './summary.ts';

/** A handoff in a few lines, put together from what is recorded; no model writes any of it. */
export interface Brief {
  /** The customer's own words: what they began with, and what they said last before a person was needed. */
  asked: string[];
  /** What the assistant did about it, oldest first. */
  tried: string[];
  order: { number: string; standing: string; verified: boolean } | null;
  /** What the customer gave, and whether it was found to be theirs. */
  given: { order: string; email: string; verified: boolean } | null;
  mood: { text: string; alert: boolean };
  language: string;
}

const MOST = 5;

export function briefOf(thread: Thread, entry: QueueEntry | null): Brief | null {
  const { records, messages } = thread;
  const words = messages.filter(({ author }) => author.kind === 'customer').map(({ body }) => messageText(body));
  const last = records.at(-1);
  const given = handoffOf(thread, entry)?.given ?? null;
  if (words.length === 0 && last === undefined && given === null) return null;
  // A privacy case or a later press of the button ends a conversation, too: the last words before the handoff are what it is about.
  const handedOver = messages.findLastIndex(({ body }) => body.type === 'notice' && body.code === 'handoff');
  const before = messages.slice(0, handedOver === -1 ? undefined : handedOver).filter(({ author }) => author.kind === 'customer');
  const lastWords = before.at(-1);
  const asked = [words[0], lastWords === undefined ? undefined : messageText(lastWords.body)].filter((one) => one !== undefined);
  return {
    asked: [...new Set(asked)],
    tried: triedBy(records),
    order: orderOf(records),
    given,
    mood: moodOf(records),
    language: languageName(entry?.language ?? last?.facts.language ?? 'en'),
  };
}

function triedBy(records: readonly TurnRecord[]): string[] {
  const lines = records.filter(({ sent }) => sent).flatMap(lineOf);
  return lines.length <= MOST ? lines : [`${count(lines.length - MOST, 'earlier step')}`, ...lines.slice(-MOST)];
}

function lineOf(record: TurnRecord): string[] {
  const { outcome } = record;
  if (outcome.kind === 'decline') return ['Declined'];
  if (outcome.kind === 'handoff') {
    const also = (record.also ?? []).map(({ draft }) => `Answered from “${draft.title}”`);
    const shown = outcome.shows === undefined || record.draft.kind !== 'order' ? [] : [`Showed order ${record.draft.order.number}`];
    const filed = record.refund === undefined ? [] : [`Filed a refund for order ${record.refund.order}`];
    return [...also, ...shown, ...filed];
  }
  const { draft } = outcome;
  switch (draft.kind) {
    case 'verbatim':
    case 'composed':
      return [`Answered from “${draft.title}”`];
    case 'order':
      return [`Showed order ${draft.order.number}`];
    case 'ask':
      return [
        `Asked for ${draft.missing.map((field) => (field === 'number' ? 'the order number' : 'the e-mail')).join(' and ') || 'more'}`,
      ];
    case 'choose':
      return [`Asked which is meant: ${draft.choices.map(({ title }) => title).join(', ')}`];
    case 'text':
      return [`${outcome.kind === 'clarify' ? 'Asked' : 'Said'}: ${draft.text}`];
    case 'none':
      return [];
  }
}

function orderOf(records: readonly TurnRecord[]): Brief['order'] {
  const record = records.findLast(({ facts }) => facts.order.reference !== '');
  if (record === undefined) return null;
  const { reference, verified, status, overdue } = record.facts.order;
  const shown = records.findLast(({ draft }) => draft.kind === 'order' && draft.order.number === reference);
  const label = shown?.draft.kind === 'order' ? shown.draft.order.label : '';
  const told: Record<typeof status, string> = {
    none: '',
    verified: label,
    incomplete: 'not looked up yet',
    refused: 'number and e-mail did not match',
    exhausted: 'too many failed look-ups',
    unavailable: 'order system did not answer',
  };
  const standing = [told[status], overdue ? 'really late' : ''].filter((one) => one !== '').join(', ');
  return { number: reference, standing, verified };
}

/** How it went, not only how it is: somebody who was upset before is met differently. */
function moodOf(records: readonly TurnRecord[]): Brief['mood'] {
  const upset = records.filter(({ facts }) => facts.sentiment.negative).length;
  const last = records.at(-1)?.facts.sentiment;
  if (last?.negative) return { text: upset > 1 ? `Upset, ${count(upset, 'time')}` : 'Upset', alert: true };
  if (upset > 0) return { text: 'Calmer now, was upset before', alert: true };
  return { text: last !== undefined && last.score > 0.2 ? 'Friendly' : 'Neutral', alert: false };
}
