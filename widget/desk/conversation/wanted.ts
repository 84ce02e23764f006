import { signal } from '@preact/signals';
import type { Mode } from './conversation.ts';

/** The field that takes the focus as soon as it is there. */
export const fieldWanted = signal<{ conversation: string; field: 'reply' | 'note' } | null>(null);

export function want(conversation: string, mode: Mode): void {
  fieldWanted.value = { conversation, field: mode === 'reply' ? 'reply' : 'note' };
}

export const isWanted = (conversation: string, field: 'reply' | 'note'): boolean =>
  fieldWanted.value?.conversation === conversation && fieldWanted.value.field === field;
