import type { Past } from '../../../worker/records/conversations/schema.ts';
import { reasonWords, stateWords, title } from '../words.ts';

/** How it stands, and who brought it there. */
export function standing({ state, resolvedBy, agents }: Pick<Past, 'state' | 'resolvedBy' | 'agents'>): string {
  if (state !== 'resolved') return stateWords[state];
  return resolvedBy === 'person' ? `Resolved by ${agents.at(-1)?.name ?? 'a person'}` : 'Closed by the customer';
}

/** What it was about: why people had it, or what the assistant answered. */
export function topic({ reason, area }: Pick<Past, 'reason' | 'area'>): string {
  const about = area === null || area === '' ? null : title(area);
  if (reason === null) return about ?? 'No area';
  return about === null ? reasonWords[reason] : `${about}: ${reasonWords[reason].toLowerCase()}`;
}

export const peopleIn = ({ agents }: Pick<Past, 'agents'>): string => agents.map(({ name }) => name).join(', ');

export const linkTo = (id: string): string => `${location.origin}${location.pathname}#/c/${id}`;
