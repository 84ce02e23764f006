import { meant } from '../queue/commands.ts';
import { mayMove } from '../queue/move-choices.ts';
import { openMove } from '../queue/moving.ts';
import { setPresence } from '../queue/my-presence.ts';
import { type ChosenPresence, choices } from '../queue/presence-words.ts';
import { queue } from '../queue/store.ts';
import type { Command } from '../ui/command.ts';

const titles: Record<ChosenPresence, readonly [title: string, about: string]> = {
  online: ['I am online', 'Takes conversations'],
  away: ['I am away', 'Nothing is given to me'],
  'wrapping-up': ['I am wrapping up', 'Nothing is given to me until I am done'],
};

export const floorCommands: readonly Command[] = [
  {
    id: 'move',
    title: 'Move the one in focus, or the open one',
    about: 'To a colleague, a team or another priority',
    group: 'Queue',
    key: 'm',
    when: () => movable() !== null,
    run: () => {
      const entry = movable();
      if (entry !== null) openMove(entry.handoffId);
    },
  },
  ...choices.map(
    (presence): Command => ({
      id: `presence-${presence}`,
      title: titles[presence][0],
      about: titles[presence][1],
      group: 'Desk',
      run: () => setPresence(presence),
    }),
  ),
];

function movable() {
  const entry = meant();
  const { me } = queue.peek();
  return entry !== null && me !== null && mayMove(entry, me) ? entry : null;
}
