import { signal } from '@preact/signals';
import { announce } from '../ui/announce.tsx';
import type { ChosenPresence } from './presence-words.ts';
import { send } from './wire.ts';

/** Chosen here and not yet confirmed; whatever the desk says next of people takes its place. */
export const chosen = signal<ChosenPresence | null>(null);

export function setPresence(presence: ChosenPresence): void {
  if (send({ type: 'presence', presence })) chosen.value = presence;
  else announce('Not changed: there is no connection to the desk right now.');
}

export function presenceSettled(): void {
  chosen.value = null;
}
