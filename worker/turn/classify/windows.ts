/** Words in a window: about what one thing is told in. */
const size = 14;
/** A sentence up to this long is not cut. The vector of one window is asked for, and its time grows with every word. */
const whole = 17;
/** A message up to this long is one thing. */
const single = 24;
/** More windows than these are not looked at: the longest message has them all. */
const most = 60;

/**
 * A long message cut into pieces at the ends of sentences, because what matters in it may be one sentence of ten. A short one has
 * no pieces.
 */
export function windowsOf(text: string): string[] {
  const wordsOf = (part: string) => part.split(/\s+/).filter((word) => word !== '');
  if (wordsOf(text).length <= single) return [];
  const windows: string[] = [];
  let current: string[] = [];
  for (const part of text.split(/(?<=[.!?\n])\s+/).flatMap((sentence) => inParts(wordsOf(sentence)))) {
    if (current.length > 0 && current.length + part.length > size) {
      windows.push(current.join(' '));
      current = [];
    }
    current.push(...part);
  }
  if (current.length > 0) windows.push(current.join(' '));
  return windows.slice(0, most);
}

/** A long sentence in parts of about the same length, so that none is a remainder that says nothing. */
function inParts(words: string[]): string[][] {
  if (words.length <= whole) return [words];
  const parts = Math.ceil(words.length / size);
  const each = Math.ceil(words.length / parts);
  return Array.from({ length: Math.ceil(words.length / each) }, (_, i) => words.slice(i * each, (i + 1) * each));
}
