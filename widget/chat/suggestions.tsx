import type { ComponentChildren } from 'preact';
import type { Chat } from './chat.ts';

interface SuggestionsProps {
  of: readonly string[];
  chat: Chat;
  /** The conversation has moved on: they can be read, and not pressed. */
  past?: boolean;
  children?: ComponentChildren;
}

/** What the customer may say with one tap. */
export function Suggestions({ of, chat, past, children }: SuggestionsProps) {
  return (
    <ul class="suggestions" aria-label={chat.t('suggestions')}>
      {of.map((text) => (
        <li>
          <button type="button" disabled={past} onClick={() => chat.pick(text)}>
            {text}
          </button>
        </li>
      ))}
      {children}
    </ul>
  );
}
