import type { QueueEntry } from '../../../worker/protocol.ts';
import type { Sections } from '../queue/sections.ts';
import { priorityWords, reasonWords } from '../words.ts';
import { available, type Command } from './command.ts';
import { ranked } from './rank.ts';

export interface Item {
  id: string;
  title: string;
  detail: string;
  /** What kind of thing it is, or how it stands. */
  kind: string;
  key?: string;
  run: () => void;
}

/** Kept short: who has to scroll types another letter. */
const MOST = 50;

/** What can be done now. Taken when the palette opens, as its own field takes the focus that some commands are about. */
export const commandItems = (commands: readonly Command[], without: readonly string[]): Item[] =>
  commands
    .filter((command) => !without.includes(command.id) && available(command))
    .map(({ id, title, about, group, key, run }) => ({
      id: `command-${id}`,
      title,
      detail: about ?? '',
      kind: group === 'Pages' ? 'Page' : 'Command',
      key,
      run,
    }));

const standing: Record<keyof Sections, (entry: QueueEntry) => string> = {
  mine: () => 'Yours',
  waiting: ({ priority }) => `Waiting, ${priorityWords[priority]?.toLowerCase() ?? priority}`,
  missed: () => 'Missed',
  taken: ({ agent }) => agent?.name ?? 'A colleague',
};

export function entryItem(entry: QueueEntry, section: keyof Sections, open: (conversationId: string) => void): Item {
  return {
    id: `entry-${entry.handoffId}`,
    title: entry.customer,
    detail: entry.snippet === '' ? reasonWords[entry.reason] : entry.snippet,
    kind: standing[section](entry),
    run: () => open(entry.conversationId),
  };
}

/** Commands and pages before customers; without a query, of those only who are mine. */
export function paletteItems(commands: readonly Item[], parts: Sections, query: string, open: (id: string) => void): Item[] {
  const found = ranked(commands, query, ({ title, detail }) => `${title} ${detail}`, MOST);
  const entries = (['mine', 'waiting', 'missed', 'taken'] as const)
    .filter((section) => query.trim() !== '' || section === 'mine')
    .flatMap((section) => parts[section].map((entry) => ({ entry, section })));
  const room = MOST - found.length;
  const people = ranked(entries, query, ({ entry }) => `${entry.customer} ${entry.snippet}`, room);
  return [...found, ...people.map(({ entry, section }) => entryItem(entry, section, open))];
}
