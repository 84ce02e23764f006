import type { Command } from './command.ts';
import { commands } from './commands.ts';
import { Dialog } from './dialog.tsx';
import { closed, dialog, showDialog } from './dialogs.ts';

type Line = readonly [key: string, meaning: string];

/** Keys that are no commands: what they do depends on where they are pressed. */
const inPlace: readonly (readonly [title: string, lines: readonly Line[]])[] = [
  [
    'In a list',
    [
      ['↓  ↑', 'Next or previous, while the list has the focus'],
      ['Enter', 'Open it'],
    ],
  ],
  [
    'While writing',
    [
      ['Enter', 'Send'],
      ['Shift + Enter', 'New line'],
      ['/', 'Find a ready reply, in a reply'],
      ['/k', 'Search the articles, in a reply'],
      ['@', 'Name a colleague, in a note'],
      ['Esc', 'To a draft that waits, else back to the queue'],
    ],
  ],
  [
    'While reviewing',
    [
      ['↓  ↑', 'Pick the sentence that the verdict is about'],
      ['1', 'No defect, and the next one'],
      ['2 to 5', 'The defects, in the order of the buttons'],
    ],
  ],
];

const groups: readonly Command['group'][] = ['Queue', 'Conversation', 'Pages', 'Desk'];

export function Shortcuts() {
  if (dialog.value !== 'keys') return null;
  return (
    <Dialog class="sheet" label="keys-title" onClose={() => closed('keys')}>
      {(close) => (
        <>
          <h2 id="keys-title">Keys</h2>
          <p class="muted">Single keys work outside of fields. Page keys lead there and back.</p>
          <div class="keys-columns">
            {groups.map((group) => (
              <Keys key={group} title={group} lines={linesOf(group)} />
            ))}
            {inPlace.map(([title, lines]) => (
              <Keys key={title} title={title} lines={lines} />
            ))}
          </div>
          <div class="sheet-actions">
            <button type="button" class="button primary" onClick={close}>
              Close
            </button>
            <button
              type="button"
              class="button"
              onClick={() => {
                close();
                showDialog('notifications');
              }}
            >
              Switch single keys off
            </button>
          </div>
        </>
      )}
    </Dialog>
  );
}

/** Commands without a key are in the palette only. */
const linesOf = (group: Command['group']): Line[] =>
  commands
    .filter((command) => command.group === group)
    .flatMap(({ key, shown, title, about }): Line[] => {
      const pressed = shown ?? key;
      return pressed === undefined
        ? []
        : [[pressed, group === 'Pages' && about !== undefined ? `${title}: ${about.toLowerCase()}` : title]];
    });

function Keys({ title, lines }: { title: string; lines: readonly Line[] }) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <dl class="keys">
        {lines.map(([key, meaning]) => (
          <div key={key + meaning}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
