import { computed, signal } from '@preact/signals';
import { parts } from './store.ts';

/** Every row, in the order it is on the screen. */
export const rows = computed(() => {
  const { mine, waiting, missed, taken } = parts.value;
  return [...mine, ...waiting, ...missed, ...taken];
});

/** The row that j, k and the arrows have reached; its handoff id. */
export const cursor = signal<string | null>(null);

let lastIndex = 0;

export function moveCursor(step: 1 | -1): void {
  const list = rows.value;
  const at = list.findIndex((entry) => entry.handoffId === cursor.value);
  // A row that went away leaves the cursor where it was, not at the top.
  const from = at === -1 ? lastIndex - (step === 1 ? 1 : 0) : at;
  const index = cursor.value === null ? 0 : Math.min(Math.max(from + step, 0), list.length - 1);
  const entry = list[index];
  if (entry === undefined) return;
  lastIndex = index;
  cursor.value = entry.handoffId;
  focusRow(entry.handoffId);
}

let wanted: string | null = null;

/** A row that a long list has not rendered is rendered because the cursor is on it, and takes the focus then. */
export function focusRow(handoffId: string): void {
  wanted = handoffId;
  if (!takeFocus()) cursor.value = handoffId;
}

/** Gives the focus to the row that is to have it, if that is there by now. */
export function takeFocus(): boolean {
  if (wanted === null) return false;
  const row = document.querySelector<HTMLElement>(`[data-handoff="${CSS.escape(wanted)}"]`);
  if (row === null) return false;
  wanted = null;
  row.focus();
  return true;
}
