import { signal } from '@preact/signals';

const said = signal<{ text: string; turn: number }>({ text: '', turn: 0 });

/** Told politely to screen readers. Several at once are joined, since a new text would cut the one being read. */
let pending: string[] = [];

export function announce(text: string): void {
  if (text === '') return;
  if (pending.length === 0) {
    setTimeout(() => {
      // A no-break space in turn makes the same sentence twice a change, which is what gets read.
      said.value = { text: pending.join('. '), turn: said.value.turn + 1 };
      pending = [];
    }, 250);
  }
  pending.push(text);
}

export function Announcer() {
  const { text, turn } = said.value;
  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      {text}
      {turn % 2 === 1 ? '\u00a0' : ''}
    </div>
  );
}
