import { computed, signal } from '@preact/signals';
import type { ToneView } from '../../../policy/tone.ts';
import { compileTone, type ToneFinding, toneFindings } from '../../../policy/tone-match.ts';
import { call } from '../session/api.ts';

const view = signal<ToneView | null>(null);
const compiled = computed(() => compileTone(view.value?.forbidden ?? []));
let asked = false;

/** Fetched once a page, when somebody first writes. Without it there are no hints, and nothing else is missing. */
export function loadTone(): void {
  if (asked) return;
  asked = true;
  call<ToneView | null>('GET', '/tone').then(
    (found) => {
      view.value = found;
    },
    () => {
      asked = false;
    },
  );
}

/** What the text says that the shop's voice does not. Reads signals: whoever shows it is drawn again when the phrases arrive. */
export const hintsFor = (text: string): ToneFinding[] => (text === '' ? [] : toneFindings(compiled.value, text));
