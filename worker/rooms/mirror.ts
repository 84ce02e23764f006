import type { ConversationStore, Stored } from './conversation-store.ts';
import type { Mirror } from './desk-types.ts';
import { entryStatus } from './machine.ts';

const snippetLength = 140;

export function mirrorOf(stored: Stored, snippet: string): Mirror | null {
  const { conversation } = stored;
  if (!conversation.handoff) return null;
  return {
    conversationId: conversation.id,
    handoff: conversation.handoff,
    status: entryStatus(conversation),
    epoch: conversation.epoch,
    revision: conversation.revision,
    agent: conversation.agent,
    customer: customerLabel(stored),
    attributes: stored.identity?.attributes ?? {},
    snippet,
  };
}

/** A name if the site signed one, else an anonymous label that stays the same for a visitor. */
export function customerLabel({ identity, conversation }: Stored): string {
  return (
    identity?.name ??
    identity?.email ??
    `Visitor ${conversation.visitor
      .replace(/[^A-Za-z0-9]/g, '')
      .slice(0, 4)
      .toUpperCase()}`
  );
}

/** The customer's last words, shortened. */
export function snippetOf(store: ConversationStore): string {
  const last = store.lastOf('customer');
  const text = last?.body.type === 'text' ? last.body.text.replace(/\s+/g, ' ') : '';
  return text.length > snippetLength ? `${text.slice(0, snippetLength - 1)}…` : text;
}
