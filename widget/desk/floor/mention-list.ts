import type { DeskServerFrame } from '../../../worker/protocol.ts';

type Mentioned = Extract<DeskServerFrame, { type: 'mentioned' }>;

export interface Mention {
  conversationId: string;
  by: string;
  text: string;
  /** When it was heard, ISO 8601. */
  at: string;
  seen: boolean;
}

const MOST = 50;
const LENGTH = 240;
/** Two pages of one person hear the same. */
const SAME = 60_000;

/** Newest first. */
export function withMention(list: readonly Mention[], { conversationId, by, text }: Mentioned, now: number): readonly Mention[] {
  const short = text.slice(0, LENGTH);
  const again = list.some(
    (one) => one.conversationId === conversationId && one.by === by.name && one.text === short && Math.abs(now - Date.parse(one.at)) < SAME,
  );
  return again
    ? list
    : [{ conversationId, by: by.name, text: short, at: new Date(now).toISOString(), seen: false }, ...list].slice(0, MOST);
}

/** The same list if nothing in it was unseen. */
export function withSeen(list: readonly Mention[], conversation: string): readonly Mention[] {
  const news = (one: Mention) => one.conversationId === conversation && !one.seen;
  return list.some(news) ? list.map((one) => (news(one) ? { ...one, seen: true } : one)) : list;
}

/** What was kept of a person's list. Read by hand, as all that comes from outside: a schema library would weigh more than the page. */
export function keptList(json: string | null, person: string): readonly Mention[] {
  if (json === null) return [];
  try {
    const kept: unknown = JSON.parse(json);
    if (typeof kept !== 'object' || kept === null || Reflect.get(kept, 'person') !== person) return [];
    const list: unknown = Reflect.get(kept, 'list');
    return Array.isArray(list) ? list.filter(isMention) : [];
  } catch {
    return [];
  }
}

export const toKeep = (list: readonly Mention[], person: string): string => JSON.stringify({ person, list });

function isMention(one: unknown): one is Mention {
  if (typeof one !== 'object' || one === null) return false;
  const texts = ['conversationId', 'by', 'text', 'at'].every((key) => typeof Reflect.get(one, key) === 'string');
  return texts && typeof Reflect.get(one, 'seen') === 'boolean';
}
