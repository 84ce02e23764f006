import type { DraftDecision, Message, Note } from '../../../worker/protocol.ts';

export type Item =
  | { is: 'message'; id: string; at: string; message: Message }
  | { is: 'note'; id: string; at: string; note: Note }
  | { is: 'decision'; id: string; at: string; decision: DraftDecision };

/**
 * Messages in their own order; notes, and rejected drafts, before the first message that is newer. That a draft was sent
 * stands behind what was sent.
 */
export function timeline(messages: readonly Message[], notes: readonly Note[] = [], decisions: readonly DraftDecision[] = []): Item[] {
  const sent = new Set(messages.flatMap(({ author, turnId }) => (author.kind === 'agent' && turnId !== undefined ? [turnId] : [])));
  const between: Item[] = [
    ...notes.map((note): Item => ({ is: 'note', id: note.id, at: note.at, note })),
    ...decisions.filter(({ turnId }) => !sent.has(turnId)).map(lineOf),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const items: Item[] = [];
  let next = 0;
  const catchUp = (at: string | null) => {
    for (let item = between[next]; item !== undefined && (at === null || item.at < at); item = between[++next]) items.push(item);
  };
  for (const message of messages) {
    catchUp(message.at);
    items.push({ is: 'message', id: message.id, at: message.at, message });
    const decision = message.author.kind === 'agent' ? decisions.find(({ turnId }) => turnId === message.turnId) : undefined;
    if (decision !== undefined) items.push({ ...lineOf(decision), at: message.at });
  }
  catchUp(null);
  return items;
}

const lineOf = (decision: DraftDecision): Item => ({ is: 'decision', id: `decision ${decision.turnId}`, at: decision.at, decision });

/** Same speaker within three minutes: the name is not said again. */
export function continues(before: Item | undefined, message: Message): boolean {
  if (before?.is !== 'message') return false;
  const { author, body, at } = before.message;
  if (body.type === 'notice' || author.kind !== message.author.kind) return false;
  if (author.kind === 'agent' && message.author.kind === 'agent' && author.id !== message.author.id) return false;
  return Date.parse(message.at) - Date.parse(at) < 180_000;
}

/** The last words of somebody at the desk, if the customer has had them on the screen. */
export function seenMessage(messages: readonly Message[], seen: number): Message | null {
  const last = messages.findLast(({ author, body }) => author.kind === 'agent' && body.type !== 'notice');
  return last !== undefined && last.seq <= seen ? last : null;
}
