import type { Snippet } from '../../../worker/records/conversations/schema.ts';

export interface Piece {
  text: string;
  marked: boolean;
}

/** A snippet in pieces, so that found words are elements and everything stays text. Ranges that do not fit are left out. */
export function piecesOf({ text, marks }: Snippet): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    if (from < at || to <= from || to > text.length) continue;
    if (from > at) pieces.push({ text: text.slice(at, from), marked: false });
    pieces.push({ text: text.slice(from, to), marked: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
}
