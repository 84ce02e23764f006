import { commandOf } from './command.ts';
import { commands, moveNext, movePrevious } from './commands.ts';
import { closed, dialog, showDialog } from './dialogs.ts';
import { shortcutsOn } from './settings.ts';

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing'>;

/** Ctrl + K, or Cmd + K: it works while typing, too. */
export const isPaletteKey = (event: Press): boolean =>
  event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && !event.isComposing;

/** Where a key belongs to something else: while typing, with a modifier, in a dialog, once another took it. */
export function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  const { target } = event;
  // Nothing is typed into a choice.
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input:not([type="radio"], [type="checkbox"]), textarea, select, dialog') !== null)
  );
}

/** Arrows scroll everywhere but in the queue and the lists of questions, reviews and past conversations. */
function arrow(event: KeyboardEvent): (() => void) | null {
  if (
    !(event.target instanceof HTMLElement) ||
    event.target.closest('[data-queue], [data-groups], [data-drawn-list], [data-past-list]') === null
  )
    return null;
  return event.key === 'ArrowDown' ? moveNext : event.key === 'ArrowUp' ? movePrevious : null;
}

export function listenForCommands(): () => void {
  const listener = (event: KeyboardEvent) => {
    if (isPaletteKey(event)) {
      event.preventDefault();
      if (dialog.peek() === 'palette') closed('palette');
      else if (document.querySelector('dialog[open]') === null) showDialog('palette');
      return;
    }
    if (isTaken(event)) return;
    const run = arrow(event) ?? (shortcutsOn.peek() ? commandOf(event.key, commands)?.run : undefined);
    if (run === undefined || run === null) return;
    event.preventDefault();
    run();
  };
  addEventListener('keydown', listener);
  return () => removeEventListener('keydown', listener);
}
