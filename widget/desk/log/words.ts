import type { LogChoices, LogEntry } from '../../../worker/rooms/log-schema.ts';
import { count } from '../ui/time.ts';
import { roleWords, title } from '../words.ts';

type Detail = LogEntry['detail'];
type Say = (detail: Detail, name: (id: unknown) => string) => string;

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
const hash = ({ hash: of }: Detail): string => text(of).slice(0, 12);
const because = ({ why }: Detail): string => (text(why) === '' ? '' : `: ${text(why)}`);
const area = ({ area: of }: Detail): string => (of === 'all' ? 'everything' : title(text(of)));

/** What each act says of itself. One that is not here is shown by its name, with its details. */
const sentences: Record<string, Say> = {
  'person.added': (detail) => `Added ${text(detail.name)} as ${roleOf(detail.role)}`,
  'person.saved': (detail, name) => `Saved ${name(detail.id)} as ${roleOf(detail.role)}`,
  'person.changed': (detail, name) => `Changed ${name(detail.person)}: ${changes(detail)}`,
  'person.deactivated': (detail, name) => `Deactivated ${name(detail.person)}`,
  'person.reactivated': (detail, name) => `Reactivated ${name(detail.person)}`,
  'invite.created': (detail, name) => `Made a sign-in link for ${name(detail.person)}`,
  'invite.withdrawn': (detail, name) => `Withdrew ${count(number(detail.invites), 'sign-in link')} of ${name(detail.person)}`,
  'session.opened': ({ via, browser }) => {
    const how = via === 'access' ? ' through Cloudflare Access' : '';
    return `Signed in${how}${text(browser) === '' ? '' : `, ${text(browser)}`}`;
  },
  'session.closed': () => 'Signed out',
  'session.ended': (detail, name) => `Ended ${count(number(detail.sessions), 'session')} of ${name(detail.person)}`,
  'release.uploaded': (detail) => `Uploaded release ${hash(detail)}`,
  'release.approved': (detail) => `Approved release ${hash(detail)}`,
  'release.approval-withdrawn': (detail) => `Ran the gate of release ${hash(detail)} again, which withdrew its approval`,
  'release.activated': (detail) => `Activated release ${hash(detail)}`,
  'release.rolled-back': (detail) => `Went back to release ${hash(detail)}`,
  'gate.passed': (detail) => `Ran the gate of release ${hash(detail)}: passed`,
  'gate.failed': (detail) => `Ran the gate of release ${hash(detail)}: failed`,
  'matrix.paused': (detail) => `Paused ${area(detail)}${because(detail)}`,
  'matrix.resumed': (detail) => `Resumed ${area(detail)}${because(detail)}`,
  'matrix.lowered': (detail) => `Lowered ${area(detail)} ${levels(detail)}${because(detail)}`,
  'matrix.raised': (detail) => `Raised ${area(detail)} ${levels(detail)}${because(detail)}`,
  'matrix.stepped-down': (detail) => `${area(detail)} stepped down ${levels(detail)}${because(detail)}`,
  'queue.assigned': ({ from, to }, name) => `Gave a conversation ${from === null ? '' : `of ${name(from)} `}to ${name(to)}`,
  'queue.routed': (detail) => `Moved a conversation: ${changes(detail)}`,
  'webhook.tested': () => 'Sent a test to the webhook',
  'webhook.replayed': ({ type, events }) =>
    `Had ${text(type) === '' ? count(number(events), 'event') : text(type)} sent to the webhook again`,
  'webhook.forgotten': ({ events }) => `${count(number(events), 'event')} for the webhook went unsent and are forgotten`,
  'conversations.exported': () => 'Exported a list of conversations',
  'conversation.exported': () => 'Exported a conversation',
  'log.exported': () => 'Exported the log',
  'site.configured': () => 'Configured the site',
};

export function actText({ what, detail }: Pick<LogEntry, 'what' | 'detail'>, who: LogChoices['who']): string {
  const name = (id: unknown) => who.find((one) => one.id === id)?.name ?? text(id);
  return sentences[what]?.(detail, name) ?? title(what.replaceAll('.', ' '));
}

/** Who did it, where it was nobody. */
export const whoText = ({ id, name }: { id: string; name: string }): string =>
  id === 'system' ? 'By itself' : id === 'service' ? 'Command line' : name;

/** `from` and `to` beside each other. */
function changes({ from, to }: Detail): string {
  const [before, after] = [fieldsOf(from), fieldsOf(to)];
  return Object.keys(after)
    .map((key) => `${key} ${value(before[key])} → ${value(after[key])}`)
    .join(', ');
}

const fieldsOf = (value: unknown): Record<string, unknown> => (typeof value === 'object' && value !== null ? { ...value } : {});
const value = (of: unknown): string => (Array.isArray(of) ? of.map(text).join(' ') || 'none' : text(of) || 'none');
const levels = ({ from, to }: Detail): string => `${text(from)} → ${text(to)}`;
const roleOf = (role: unknown): string =>
  role === 'agent' || role === 'lead' || role === 'admin' ? roleWords[role].toLowerCase() : text(role);

const groupWords: Record<string, string> = {
  person: 'People',
  invite: 'Sign-in links',
  session: 'Sessions',
  release: 'Releases',
  gate: 'Gates',
  matrix: 'Pauses and levels',
  queue: 'Queue',
  webhook: 'Webhooks',
  conversations: 'Exports of lists',
  conversation: 'Exports of conversations',
  log: 'Exports of the log',
  site: 'Site',
};

/** Kinds of acts that there are, in groups; the group itself can be chosen too. */
export function groupsOf(what: readonly string[]): { group: string; words: string; acts: { what: string; words: string }[] }[] {
  const groups = [...new Set(what.map((one) => one.split('.', 1)[0] ?? ''))];
  return groups.map((group) => ({
    group,
    words: groupWords[group] ?? title(group),
    acts: what.filter((one) => one.startsWith(`${group}.`)).map((one) => ({ what: one, words: title(one.slice(group.length + 1)) })),
  }));
}
