import { conversationCommands } from '../conversation/commands.ts';
import { floorCommands } from '../floor/commands.ts';
import { moveInPast } from '../history/list.tsx';
import { moveInGroups } from '../questions/list.tsx';
import { queueCommands } from '../queue/commands.ts';
import { moveCursor } from '../queue/cursor.ts';
import { moveInReviews } from '../reviews/list.tsx';
import { stage } from '../session/store.ts';
import type { Command } from './command.ts';
import { showDialog } from './dialogs.ts';
import { pages } from './pages.ts';
import { goQueue, goTo, route } from './route.ts';
import { nextTheme } from './settings.ts';

const moves: readonly Command[] = [
  { id: 'next', title: 'Next in the list', group: 'Queue', key: 'j', run: () => move(1) },
  { id: 'previous', title: 'Previous in the list', group: 'Queue', key: 'k', run: () => move(-1) },
];

/** There and back with one key. */
const toPages: readonly Command[] = pages.map(({ page, title, about, hash, key, roles }) => ({
  id: `page-${page}`,
  title,
  about,
  group: 'Pages',
  key,
  when: () => mayOpen(roles),
  run: () => (route.peek().page === page || page === 'queue' ? goQueue() : goTo(hash)),
}));

const desk: readonly Command[] = [
  { id: 'palette', title: 'Find a command, a page or a customer', group: 'Desk', shown: 'Ctrl + K', run: () => showDialog('palette') },
  { id: 'keys', title: 'Keys', about: 'All of them on one sheet', group: 'Desk', key: '?', run: () => showDialog('keys') },
  { id: 'notifications', title: 'Notifications', about: 'Sound, browser, keys', group: 'Desk', run: () => showDialog('notifications') },
  { id: 'theme', title: 'Theme', about: 'The next of auto, light and dark', group: 'Desk', run: nextTheme },
];

/** Every command of the desk: keys, palette and the sheet of keys come from here. Add a list of yours to it. */
export const commands: readonly Command[] = [...moves, ...queueCommands, ...floorCommands, ...conversationCommands, ...toPages, ...desk];

export const moveNext = (): void => move(1);
export const movePrevious = (): void => move(-1);

function move(step: 1 | -1): void {
  const { page } = route.peek();
  if (page === 'questions') moveInGroups(step);
  else if (page === 'reviews') moveInReviews(step);
  else if (page === 'history') moveInPast(step);
  else moveCursor(step);
}

function mayOpen(roles: (typeof pages)[number]['roles']): boolean {
  const now = stage.peek();
  return now.at === 'in' && roles.includes(now.session.person.role);
}
