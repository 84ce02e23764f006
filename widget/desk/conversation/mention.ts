import type { Colleague } from '../../../worker/protocol.ts';

export interface Named {
  text: string;
  /** The colleague that a piece names; null for words. */
  id: string | null;
}

type Somebody = Pick<Colleague, 'id' | 'name'>;

/** The text in pieces, `@Name` of a colleague each one of its own. Put together they are the text again. */
export function namedIn(text: string, people: readonly Somebody[]): Named[] {
  // Longer names first: of Ana and Ana Maria the one that is written is meant.
  const byLength = [...people].sort((a, b) => b.name.length - a.name.length);
  const pieces: Named[] = [];
  let from = 0;
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    if (at < from || /[\p{L}\p{N}]/u.test(text.charAt(at - 1))) continue;
    const one = byLength.find(({ name }) => startsWithName(text, at + 1, name));
    if (one === undefined) continue;
    if (at > from) pieces.push({ text: text.slice(from, at), id: null });
    from = at + 1 + one.name.length;
    pieces.push({ text: text.slice(at, from), id: one.id });
  }
  if (from < text.length) pieces.push({ text: text.slice(from), id: null });
  return pieces;
}

function startsWithName(text: string, at: number, name: string): boolean {
  const end = at + name.length;
  return name !== '' && text.slice(at, end).toLowerCase() === name.toLowerCase() && !/[\p{L}\p{N}]/u.test(text.charAt(end));
}

/** Who is told of a note: as many as the wire takes. */
export const mentionsIn = (text: string, people: readonly Somebody[]): string[] =>
  [...new Set(namedIn(text, people).flatMap(({ id }) => (id === null ? [] : [id])))].slice(0, 20);
