import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { shortcutsOn } from './settings.ts';

const shown = signal(false);

export const openShortcuts = (): void => {
  shown.value = true;
};

const keys: readonly (readonly [string, string])[] = [
  ['j  k', 'Next or previous in the list'],
  ['↓  ↑', 'The same, while the list has the focus'],
  ['Enter', 'Open the conversation'],
  ['c', 'Claim the one in focus, or the open one'],
  ['r', 'Go to the reply'],
  ['Esc', 'Leave the reply, back to the queue'],
  ['q', 'Questions nobody could answer, and back'],
  ['v', 'Reviews, and back'],
  ['?', 'This sheet'],
];

const reviewing: readonly (readonly [string, string])[] = [
  ['↓  ↑', 'Pick the sentence that the verdict is about'],
  ['1', 'No defect, and the next one'],
  ['2 to 5', 'The defects, in the order of the buttons'],
];

const writing: readonly (readonly [string, string])[] = [
  ['Enter', 'Send'],
  ['Shift + Enter', 'New line'],
];

export function Shortcuts() {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = shown.value;
  useEffect(() => {
    if (open) dialog.current?.showModal();
  }, [open]);
  if (!open) return null;
  return (
    <dialog
      class="sheet"
      ref={dialog}
      aria-labelledby="keys-title"
      onClose={() => {
        shown.value = false;
      }}
    >
      <h2 id="keys-title">Keys</h2>
      <Keys of={keys} />
      <h3>While reviewing</h3>
      <Keys of={reviewing} />
      <h3>While writing</h3>
      <Keys of={writing} />
      <label class="check">
        <input
          type="checkbox"
          checked={shortcutsOn.value}
          onChange={(event) => {
            shortcutsOn.value = event.currentTarget.checked;
          }}
        />
        Single-key shortcuts
      </label>
      <form method="dialog">
        <button type="submit" class="button">
          Close
        </button>
      </form>
    </dialog>
  );
}

function Keys({ of }: { of: readonly (readonly [string, string])[] }) {
  return (
    <dl class="keys">
      {of.map(([key, meaning]) => (
        <div key={key + meaning}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
