import type { Colleague, Presence } from '../../../worker/protocol.ts';
import { count } from '../ui/time.ts';

export const presenceWords: Record<Presence, string> = {
  online: 'Online',
  away: 'Away',
  'wrapping-up': 'Wrapping up',
  offline: 'Not at the desk',
};

/** What somebody can say of themselves. */
export const choices = ['online', 'away', 'wrapping-up'] as const;
export type ChosenPresence = (typeof choices)[number];

const mine: Record<Presence, string> = {
  online: 'You are online.',
  away: 'You are away: nothing is given to you.',
  'wrapping-up': 'You are wrapping up: nothing is given to you until you are done.',
  offline: 'You are no longer at the desk.',
};

/** What changed of people that somebody who does not see it should hear: my own presence, and conversations about to come back. */
export function peopleText(before: readonly Colleague[], after: readonly Colleague[], me: string): string {
  const said: string[] = [];
  for (const { id, name, presence, lostAt, load } of after) {
    const was = before.find((one) => one.id === id);
    if (id === me && was !== undefined && was.presence !== presence) said.push(mine[presence]);
    if (id !== me && lostAt !== null && load > 0 && was !== undefined && was.lostAt === null)
      said.push(`The connection of ${name} is lost. Without it ${count(load, 'conversation')} will go back to the queue.`);
  }
  return said.join(' ');
}
