import { computed } from '@preact/signals';
import { chosen, setPresence } from './my-presence.ts';
import { choices, presenceWords } from './presence-words.ts';
import { colleagues, queue } from './store.ts';

/** As the server has it, so that all pages of one person show the same. */
export const myPresence = computed(() => colleagues.value.find(({ id }) => id === queue.value.me?.id)?.presence ?? null);

/** A plain choice: every keyboard, screen reader and phone knows how. */
export function PresenceControl() {
  const presence = chosen.value ?? myPresence.value;
  if (presence === null || presence === 'offline') return null;
  return (
    <label class={`presence ${presence}`}>
      <span class="visually-hidden">Your presence</span>
      <span class="presence-dot" aria-hidden="true" />
      <select
        value={presence}
        onChange={(event) => {
          const wanted = choices.find((one) => one === event.currentTarget.value);
          if (wanted !== undefined) setPresence(wanted);
          // Not sent: what it was before still holds.
          if (chosen.peek() === null) event.currentTarget.value = presence;
        }}
      >
        {choices.map((one) => (
          <option key={one} value={one}>
            {presenceWords[one]}
          </option>
        ))}
      </select>
    </label>
  );
}
