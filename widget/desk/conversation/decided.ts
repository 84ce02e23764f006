import type { DraftDecision } from '../../../worker/protocol.ts';
import { count } from '../ui/time.ts';

const done: Record<DraftDecision['decision'], string> = {
  approve: 'sent this draft as it was',
  edit: 'sent this draft with changes',
  reject: 'rejected this draft',
};

/** Who did what with a draft, and how long it had waited. */
export function decidedText({ by, decision, reason, tookMs, distance }: DraftDecision, me: string): string {
  const who = by.id === me ? 'You' : by.name;
  const changed = decision === 'edit' && distance !== undefined ? ` (${count(distance, 'character')})` : '';
  const why = decision === 'reject' && reason !== undefined ? `: ${reason}` : '';
  return `${who} ${done[decision]}${changed} after ${took(tookMs)}${why}`;
}

/** To the second while it matters. */
export function took(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
}

export const decisionOn = (turnId: string | undefined, decisions: readonly DraftDecision[]): DraftDecision | null =>
  decisions.find((one) => one.turnId === turnId) ?? null;

export const rejectReasons = ['Wrong answer', 'Does not fit the question', 'Out of date', 'Wrong tone', 'Something else'] as const;

/** What is recorded: one of the list, words of one's own, or both. */
export function reasonText(chosen: string, words: string): string {
  const own = words.trim();
  if (chosen === 'Something else' || chosen === '') return own.slice(0, 500);
  return (own === '' ? chosen : `${chosen}: ${own}`).slice(0, 500);
}
