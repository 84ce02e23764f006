import type { ToneFinding } from '../../../policy/tone-match.ts';

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
