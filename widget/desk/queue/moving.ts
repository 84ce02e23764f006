import { signal } from '@preact/signals';
import { announce } from '../ui/announce.tsx';
import type { MoveFrame } from './move-choices.ts';
import { send } from './wire.ts';

/** What is asked of the desk for one entry: frames one after the other, each once the one before it is done. */
export interface Move {
  handoffId: string;
  frames: readonly [MoveFrame, ...MoveFrame[]];
  /** Said when all of it is done. */
  done: string;
  after?: () => void;
}

/** The entry whose dialog is open: its handoff id. */
export const moveOpen = signal<string | null>(null);
/** On its way; one at a time. */
export const moving = signal<Move | null>(null);
/** Why the last one did not work, and for which entry. */
export const moveTrouble = signal<{ handoffId: string; text: string } | null>(null);

export function openMove(handoffId: string): void {
  moveTrouble.value = null;
  moveOpen.value = handoffId;
}

export function closeMove(): void {
  moveOpen.value = null;
}

export function move(wanted: Move): void {
  // Two presses are one move.
  if (moving.peek() !== null) return;
  moveTrouble.value = null;
  if (send(wanted.frames[0])) moving.value = wanted;
  else trouble(wanted.handoffId, 'Nothing was changed: there is no connection to the desk right now. Try again in a moment.');
}

export function moved(handoffId: string): void {
  const now = moving.peek();
  // Done from another page of the same person.
  if (now === null || now.handoffId !== handoffId) return;
  const [, next, ...rest] = now.frames;
  if (next !== undefined) {
    moving.value = { ...now, frames: [next, ...rest] };
    if (!send(next)) moveRefused(handoffId, 'The connection was lost in the middle. Look at the entry, and try again.');
    return;
  }
  moving.value = null;
  if (moveOpen.peek() === handoffId) moveOpen.value = null;
  announce(now.done);
  now.after?.();
}

/** True if it was a move that was refused: its words stand where it was asked for. */
export function moveRefused(handoffId: string | undefined, text: string): boolean {
  const now = moving.peek();
  if (now === null || (handoffId !== undefined && now.handoffId !== handoffId)) return false;
  moving.value = null;
  trouble(now.handoffId, text);
  return true;
}

/** The socket began anew: an answer may have been lost with the old one. */
export function moveLost(): void {
  moveRefused(undefined, 'The connection was lost meanwhile. Look at the entry, and try again if nothing has changed.');
}

function trouble(handoffId: string, text: string): void {
  moveTrouble.value = { handoffId, text };
  announce(text);
}
