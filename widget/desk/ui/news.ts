import type { QueueEntry } from '../../../worker/protocol.ts';
import { reasonWords } from '../words.ts';

/** What is worth a tone: somebody new waits, a customer of mine wrote, or a colleague counts on me. */
export type News =
  | { kind: 'arrived'; entries: readonly QueueEntry[] }
  | { kind: 'wrote'; conversation: string; customer: string; text: string }
  /** By nobody in particular: the queue gave it. */
  | { kind: 'given'; conversation: string; customer: string; by: string | null }
  | { kind: 'mentioned'; conversation: string; by: string; text: string };

export interface Shown {
  title: string;
  body: string;
  /** A newer one with the same tag takes the place of the older, so that a busy hour is not a pile. */
  tag: string;
  /** Opened by a press on it; null: the desk as it is. */
  conversation: string | null;
}

const PREVIEW = 120;

/** What a notification says. Without the agent's leave: never who it is, nor what they wrote. */
export function shownFor(news: News, withWords: boolean): Shown | null {
  if (news.kind === 'wrote') {
    const { conversation, customer, text } = news;
    return {
      title: withWords ? `New message from ${customer}` : 'New message in one of your conversations',
      body: withWords ? text.slice(0, PREVIEW) : '',
      tag: `wrote-${conversation}`,
      conversation,
    };
  }
  if (news.kind === 'given') {
    const { conversation, customer, by } = news;
    return {
      title: by === null ? 'Given to you by the queue' : `Given to you by ${by}`,
      body: withWords ? customer : '',
      tag: `given-${conversation}`,
      conversation,
    };
  }
  if (news.kind === 'mentioned') {
    const { conversation, by, text } = news;
    return {
      title: `${by} mentions you in a note`,
      body: withWords ? text.slice(0, PREVIEW) : '',
      tag: `mentioned-${conversation}`,
      conversation,
    };
  }
  const [first] = news.entries;
  if (first === undefined) return null;
  const single = news.entries.length === 1;
  const urgent = Math.min(...news.entries.map(({ priority }) => priority));
  return {
    title: single ? `New in the queue: priority ${urgent}` : `${news.entries.length} new in the queue, highest priority ${urgent}`,
    body: withWords && single ? `${first.customer}, ${reasonWords[first.reason]}: ${first.snippet.slice(0, PREVIEW)}` : '',
    tag: 'arrived',
    conversation: single ? first.conversationId : null,
  };
}
