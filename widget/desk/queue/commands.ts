import type { QueueEntry } from '../../../worker/protocol.ts';
import type { Command } from '../ui/command.ts';
import { route } from '../ui/route.ts';
import { cursor } from './cursor.ts';
import { entryOf } from './reduce.ts';
import { claim, parts, queue } from './store.ts';

export const queueCommands: readonly Command[] = [
  {
    id: 'claim',
    title: 'Claim the one in focus, or the open one',
    group: 'Queue',
    key: 'c',
    when: () => claimable() !== null,
    run: () => {
      const entry = claimable();
      if (entry !== null) claim(entry.handoffId);
    },
  },
  {
    id: 'claim-first',
    title: 'Claim the first one waiting',
    group: 'Queue',
    when: () => firstWaiting() !== undefined,
    run: () => {
      const entry = firstWaiting();
      if (entry !== undefined) claim(entry.handoffId);
    },
  },
];

function claimable(): QueueEntry | null {
  const entry = meant();
  return entry === null || entry.status === 'claimed' ? null : entry;
}

/** The row that has the focus; else the conversation on the screen. A row reached earlier and left is not meant. */
export function meant(): QueueEntry | null {
  const { entries } = queue.peek();
  const { conversation } = route.peek();
  const inQueue = document.activeElement?.closest('[data-queue]') != null;
  const focused = inQueue && cursor.peek() !== null ? entries.get(cursor.peek() ?? '') : undefined;
  return focused ?? (conversation === null ? null : entryOf(queue.peek(), conversation));
}

const firstWaiting = () => parts.peek().waiting[0];
