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

export interface Piece {
  text: string;
  marked: boolean;
}

/** The text in pieces, those with a forbidden phrase marked. Put together they are the text again. */
export function piecesOf(text: string, findings: readonly Pick<ToneFinding, 'start' | 'end'>[]): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { start, end } of findings) {
    // Phrases may lie in each other: what is marked once is not marked again.
    if (end <= from) continue;
    const begin = Math.max(start, from);
    if (begin > from) pieces.push({ text: text.slice(from, begin), marked: false });
    pieces.push({ text: text.slice(begin, end), marked: true });
    from = end;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), marked: false });
  return pieces;
}
