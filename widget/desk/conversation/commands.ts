import type { Command } from '../ui/command.ts';
import { confirmFirst } from '../ui/confirm.tsx';
import { go, route } from '../ui/route.ts';
import type { Act, Conversation } from './conversation.ts';
import { conversationOf } from './open.ts';

export const conversationCommands: readonly Command[] = [
  {
    id: 'reply',
    title: 'Go to the reply',
    group: 'Conversation',
    key: 'r',
    when: () => opened() !== null,
    run: () => {
      go(route.peek().conversation);
      document.querySelector<HTMLElement>('#reply')?.focus();
    },
  },
  {
    id: 'resolve',
    title: 'Resolve the conversation',
    group: 'Conversation',
    key: 'd',
    when: () => mine() !== null,
    run: () =>
      ask('resolve', 'Resolve this conversation?', 'The customer is told that it is done, and can write again at any time.', 'Resolve'),
  },
  {
    id: 'release',
    title: 'Release it to the assistant',
    group: 'Conversation',
    key: 'b',
    when: () => mine() !== null,
    run: () => ask('release', 'Release this conversation?', 'The assistant answers again. You can no longer write in it.', 'Release'),
  },
];

/** A key is pressed by accident more easily than a button is, so the key asks; Enter says yes, Escape no. */
function ask(what: Act, title: string, text: string, button: string): void {
  const conversation = mine();
  if (conversation === null) return;
  const unsent = conversation.draft.peek().trim() === '' ? '' : ' What stands in the reply is not sent.';
  confirmFirst({ title, text: `${text}${unsent}`, button, run: () => conversation.act(what) });
}

function opened(): Conversation | null {
  const { conversation } = route.peek();
  return conversation === null ? null : conversationOf(conversation);
}

function mine(): Conversation | null {
  const conversation = opened();
  return conversation?.writable.peek() === true ? conversation : null;
}
