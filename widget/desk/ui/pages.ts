import type { Person } from '../../../worker/protocol.ts';
import type { Route } from './address.ts';

export const groups = ['Approvals', 'Quality', 'Policy', 'Site'] as const;
export type PageGroup = (typeof groups)[number];

export interface DeskPage {
  page: Route['page'];
  title: string;
  /** More words for the palette and the sheet of keys. */
  about?: string;
  hash: string;
  /** The menu it stands in; none: in the header itself, for what is looked at all day. */
  group: PageGroup | null;
  /** Who is offered it. The server decides by itself who may. */
  roles: readonly Person['role'][];
  /** Goes there, and back to the queue. Single keys are few: most pages have none and are reached by Ctrl + K. */
  key?: string;
}

const everyone = ['agent', 'lead', 'admin'] as const;
const leads = ['lead', 'admin'] as const;

/** Every page of the desk, in the order of the header: read by the header, the command palette, the title and the keys. */
export const pages: readonly DeskPage[] = [
  { page: 'queue', title: 'Queue', hash: '#/', group: null, roles: everyone },
  { page: 'floor', title: 'Floor', about: 'Who is on what, and who waits', hash: '#/floor', group: null, roles: everyone, key: 'f' },
  { page: 'history', title: 'History', about: 'Past conversations', hash: '#/history', group: null, roles: everyone },
  { page: 'refunds', title: 'Refunds', about: 'What waits for a decision', hash: '#/refunds', group: 'Approvals', roles: everyone },
  { page: 'privacy', title: 'Privacy', about: 'Requests by their legal day', hash: '#/privacy', group: 'Approvals', roles: everyone },
  {
    page: 'reviews',
    title: 'Reviews',
    about: 'What was drawn for a check',
    hash: '#/reviews',
    group: 'Quality',
    roles: everyone,
    key: 'v',
  },
  {
    page: 'questions',
    title: 'Questions',
    about: 'What nobody could answer',
    hash: '#/questions',
    group: 'Quality',
    roles: everyone,
    key: 'q',
  },
  { page: 'matrix', title: 'Matrix', about: 'Who does what; pause', hash: '#/matrix', group: 'Policy', roles: everyone },
  { page: 'knowledge', title: 'Knowledge', about: 'What the release promises', hash: '#/knowledge', group: 'Policy', roles: leads },
  { page: 'releases', title: 'Releases', about: 'Gate, approve, activate', hash: '#/releases', group: 'Policy', roles: leads },
  { page: 'people', title: 'People', about: 'Roster, sign-in links, sessions', hash: '#/people', group: 'Site', roles: leads },
  { page: 'log', title: 'Log', about: 'Who did what', hash: '#/log', group: 'Site', roles: leads },
  { page: 'webhooks', title: 'Webhooks', about: 'What your system was told', hash: '#/webhooks', group: 'Site', roles: leads },
];

export const pagesFor = (role: Person['role']): DeskPage[] => pages.filter(({ roles }) => roles.includes(role));

export interface NavItem {
  /** Null where the pages stand in the header itself. */
  group: PageGroup | null;
  pages: [DeskPage, ...DeskPage[]];
}

/** What the header shows: single pages first, then the groups; a group of one is its page. */
export function navFor(role: Person['role']): NavItem[] {
  const mine = pagesFor(role);
  const direct = mine.filter(({ group }) => group === null).map((page): NavItem => ({ group: null, pages: [page] }));
  const grouped = groups.flatMap((group): NavItem[] => {
    const [first, ...rest] = mine.filter((page) => page.group === group);
    return first === undefined ? [] : [{ group: rest.length === 0 ? null : group, pages: [first, ...rest] }];
  });
  return [...direct, ...grouped];
}

export const titleOf = (page: Route['page']): string => pages.find((one) => one.page === page)?.title ?? '';
