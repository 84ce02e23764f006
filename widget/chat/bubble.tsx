import type { ComponentChildren } from 'preact';
import type { Author } from '../../worker/protocol.ts';
import type { Chat } from './chat.ts';
import { Icon } from './icons.tsx';

/** Who speaks stands above each run of messages; the assistant always as what it is, a person by name. */
export function speaker(author: Author, chat: Chat): string {
  if (author.kind === 'agent') return author.name;
  if (author.kind === 'customer') return chat.t('you');
  return chat.t(author.kind === 'assistant' ? 'assistant' : 'update');
}

interface BubbleProps {
  author: Author;
  chat: Chat;
  seq?: number;
  time?: ComponentChildren;
  children: ComponentChildren;
}

export function Bubble({ author, chat, seq, time, children }: BubbleProps) {
  const name = speaker(author, chat);
  const quiet = author.kind === 'customer' || author.kind === 'system';
  return (
    <div class={`said ${author.kind}`} data-seq={seq}>
      <div class={quiet ? 'who hidden' : 'who'}>
        {author.kind === 'agent' ? <i aria-hidden="true">{name.slice(0, 1)}</i> : <Icon name="assistant" />}
        <b>{name}</b>
        {time}
      </div>
      {children}
    </div>
  );
}
