/** Words in a window: about what one thing is told in. */
const size = 14;
/** A message up to this long is one thing. */
const single = 24;
/** More windows than these are not looked at: the longest message has them all. */
const most = 60;

/**
 * A long message cut into pieces at the ends of sentences, because what matters in it may be one sentence of ten. A short one has
 * no pieces.
 */
export function windowsOf(text: string): string[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  if (words.length <= single) return [];
  const windows: string[] = [];
  let current: string[] = [];
  for (const sentence of text.split(/(?<=[.!?\n])\s+/)) {
    const next = sentence.split(/\s+/).filter((word) => word !== '');
    if (current.length > 0 && current.length + next.length > size) {
      windows.push(current.join(' '));
      current = [];
    }
    current.push(...next);
    while (current.length > size * 1.5) windows.push(current.splice(0, size).join(' '));
  }
  if (current.length > 0) windows.push(current.join(' '));
  return windows.slice(0, most);
}
