import type { Change } from '../../../worker/release/diff.ts';
import type { DueReview } from '../../../worker/release/due.ts';
import type { Difference } from '../../../worker/release/gate-schema.ts';
import type { ReleaseEntry } from '../../../worker/release/overview.ts';
import { count } from '../ui/time.ts';
import type { Wish } from './api.ts';

export const shortHash = (hash: string): string => hash.slice(0, 12);

/** What the date has done or will do. */
export const effectWords: Record<DueReview['effect'], string> = {
  soon: 'in use until then',
  'not-answered-from': 'no longer answered from',
  'permits-no-more': 'no longer lets the assistant answer',
  'still-forbids': 'overdue, still in force',
};

const signWords: Record<Change['change'], string> = { added: 'added', removed: 'removed', changed: 'changed' };
export const changeWord = (change: Change['change']): string => signWords[change];

/** "3 rules, 1 article", for a sentence. */
export function changesInBrief(changes: readonly Change[] | null): string {
  if (changes === null) return 'There is nothing to compare it with.';
  if (changes.length === 0) return 'Nothing that people wrote differs, only what is computed from it.';
  const parts = [...new Set(changes.map(({ part }) => part))];
  const words = parts.map((part) => `${changes.filter((one) => one.part === part).length} in ${part.toLowerCase()}`);
  return `${count(changes.length, 'change')}: ${words.join(', ')}.`;
}

/** Rule and reason of a side, as one reads them. */
export const sideWords = ({ rule, reason }: Difference['before']): string =>
  [rule === '' ? 'no rule' : rule, reason].filter((word) => word !== '').join(', ');

/** Why nobody here may approve or activate it now; empty when nothing stands in the way. */
export function standsInTheWay(entry: ReleaseEntry, me: string): string {
  const { gate, author, approver } = entry;
  if (gate === null) return 'Its gate has to run first.';
  if (gate.verdict === 'running') return 'Its gate has not run to its end.';
  if (gate.verdict === 'failed') return 'It did not pass its gate. Mend it, and upload what you mended.';
  if (approver === null && author === me) return 'You uploaded it: another person approves it.';
  return '';
}

export function doneWords(wish: Wish): string {
  const name = shortHash(wish.hash);
  if (wish.kind === 'approve') return `Release ${name} is approved.`;
  return wish.kind === 'activate' ? `Release ${name} is active.` : `Rolled back to release ${name}.`;
}
