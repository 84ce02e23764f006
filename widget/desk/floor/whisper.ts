import { signal } from '@preact/signals';
import { go } from '../ui/route.ts';

/** The conversation whose note box opens as a whisper to whoever has it. Set back to null by the box once it has. */
export const whisperWanted = signal<string | null>(null);

export function whisperIn(conversation: string): void {
  whisperWanted.value = conversation;
  go(conversation);
}
