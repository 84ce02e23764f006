import { conversationOf } from '../conversation/open.ts';
import { moveInGroups } from '../questions/list.tsx';
import { cursor, moveCursor } from '../queue/cursor.ts';
import { entryOf } from '../queue/reduce.ts';
import { claim, queue } from '../queue/store.ts';
import { moveInReviews } from '../reviews/list.tsx';
import type { Command } from './keyboard.ts';
import { go, goQuestions, goQueue, goReviews, route } from './route.ts';
import { openShortcuts } from './shortcuts.tsx';

export function runCommand(command: Command): void {
  if (command === 'next') move(1);
  else if (command === 'previous') move(-1);
  else if (command === 'questions' || command === 'reviews') turnPage(command);
  else if (command === 'help') openShortcuts();
  else if (command === 'claim') claimInFocus();
  else focusReply();
}

function move(step: 1 | -1): void {
  const { page } = route.peek();
  if (page === 'questions') moveInGroups(step);
  else if (page === 'reviews') moveInReviews(step);
  else moveCursor(step);
}

/** There and back with one key. */
function turnPage(to: 'questions' | 'reviews'): void {
  if (route.peek().page === to) goQueue();
  else if (to === 'questions') goQuestions();
  else goReviews();
}

/** The row that has the focus; else the conversation on the screen. A row reached earlier and left is not meant. */
function claimInFocus(): void {
  const { entries } = queue.peek();
  const { conversation } = route.peek();
  const inQueue = document.activeElement?.closest('[data-queue]') !== null;
  const focused = inQueue && cursor.peek() !== null ? entries.get(cursor.peek() ?? '') : undefined;
  const entry = focused ?? (conversation === null ? null : entryOf(queue.peek(), conversation));
  if (entry !== null && entry.status !== 'claimed') claim(entry.handoffId);
}

function focusReply(): void {
  const { conversation } = route.peek();
  if (conversation === null || conversationOf(conversation) === null) return;
  go(conversation);
  document.querySelector<HTMLElement>('#reply')?.focus();
}
