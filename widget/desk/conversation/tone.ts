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

export interface Advice {
  kind: string;
  hint: string;
  /** Every phrase that it is about, each once. */
  said: string[];
}

/** The same advice is given once, with all that it is about: three times the same line is read by nobody. */
export function adviceOf(findings: readonly ToneFinding[]): Advice[] {
  const lines = new Map<string, Advice>();
  for (const { kind, hint, said } of findings) {
    const line = lines.get(`${kind} ${hint}`) ?? { kind, hint, said: [] };
    lines.set(`${kind} ${hint}`, line);
    if (!line.said.some((other) => other.toLowerCase() === said.toLowerCase())) line.said.push(said);
  }
  return [...lines.values()];
}
