import { signal } from '@preact/signals';
import type { RepliesView, Reply } from '../../../policy/replies.ts';
import { call } from '../session/api.ts';
import { ranked } from '../ui/rank.ts';

export const repliesView = signal<RepliesView | null>(null);
export const repliesFailed = signal(false);
let asked = false;

/** Fetched once a page, when somebody first asks for them. */
export function loadReplies(): void {
  if (asked) return;
  asked = true;
  repliesFailed.value = false;
  call<RepliesView>('GET', '/replies').then(
    (found) => {
      repliesView.value = found;
    },
    () => {
      asked = false;
      repliesFailed.value = true;
    },
  );
}

/** In the customer's language, else in the one that every reply has. */
export const textOf = ({ texts }: Reply, language: string, base: string): string => texts[language] ?? texts[base] ?? '';

/** By title, keywords or words of the text, in the customer's language and in the first one. */
export function foundReplies({ base, replies }: RepliesView, query: string, language: string): Reply[] {
  const words = (reply: Reply) => [reply.title, ...reply.keywords, textOf(reply, language, base), textOf(reply, base, base)].join(' ');
  return ranked(replies, query, words, 50);
}
