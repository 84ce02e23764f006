/** A stretch of a field's text that something else takes the place of. */
export interface Stretch {
  from: number;
  to: number;
}

/** Whether the character that was just typed begins a word, and so asks for a list: `/` for replies, `@` for colleagues. */
export function triggered(text: string, caret: number, typed: string | null, character: '/' | '@'): Stretch | null {
  if (typed !== character || text.charAt(caret - 1) !== character) return null;
  const before = text.charAt(caret - 2);
  return before === '' || /[\s([]/.test(before) ? { from: caret - 1, to: caret } : null;
}

/** Text put into a field, apart from the words on both sides of it. */
export function fitted(whole: string, { from, to }: Stretch, text: string): string {
  const before = whole.slice(0, from);
  const after = whole.slice(to);
  const lead = before === '' || /\s$/.test(before) ? '' : ' ';
  const rest = after === '' || /^\s/.test(after) || /\s$/.test(text) ? '' : ' ';
  return `${lead}${text}${rest}`;
}
