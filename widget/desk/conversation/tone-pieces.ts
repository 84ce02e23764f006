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
