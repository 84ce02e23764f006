import type { DefectKind } from '../../../worker/records/reviews/schema.ts';
import { verdictKeys } from './words.ts';

export type ReviewKey = { verdict: DefectKind } | { step: 1 | -1 };

/**
 * What a key means while a turn is open, or nothing: not while typing, not with a modifier, not in the list, where arrows
 * move between turns. Digits can be switched off with the other single keys (WCAG 2.2, 2.1.4); arrows cannot.
 */
export function keyOf(event: KeyboardEvent, enabled: boolean): ReviewKey | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return null;
  const { target } = event;
  if (target instanceof HTMLElement && target.closest('textarea, select, dialog, summary, [data-drawn-list], .toolbar') !== null)
    return null;
  if (event.key === 'ArrowDown') return { step: 1 };
  if (event.key === 'ArrowUp') return { step: -1 };
  const verdict = enabled ? verdictKeys.find(([key]) => key === event.key)?.[1] : undefined;
  return verdict === undefined ? null : { verdict };
}
