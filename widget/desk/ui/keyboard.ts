import { shortcutsOn } from './settings.ts';

export type Command = 'next' | 'previous' | 'claim' | 'reply' | 'questions' | 'reviews' | 'help';

const commands: Record<string, Command> = { j: 'next', k: 'previous', c: 'claim', r: 'reply', q: 'questions', v: 'reviews', '?': 'help' };

/** What a key means here, or nothing: not while typing, not with a modifier, not in a dialog, not when switched off. */
export function commandOf(event: KeyboardEvent, enabled: boolean): Command | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null;
  const { target } = event;
  if (target instanceof HTMLElement) {
    // Nothing is typed into a choice.
    if (target.isContentEditable || target.closest('input:not([type="radio"]), textarea, select, dialog') !== null) return null;
    // Arrows scroll everywhere but in the queue and the lists of questions and reviews.
    if (target.closest('[data-queue], [data-groups], [data-drawn-list]') !== null) {
      if (event.key === 'ArrowDown') return 'next';
      if (event.key === 'ArrowUp') return 'previous';
    }
  }
  return enabled ? (commands[event.key] ?? null) : null;
}

export function listenForCommands(run: (command: Command) => void): () => void {
  const listener = (event: KeyboardEvent) => {
    const command = commandOf(event, shortcutsOn.value);
    if (command === null) return;
    event.preventDefault();
    run(command);
  };
  addEventListener('keydown', listener);
  return () => removeEventListener('keydown', listener);
}
