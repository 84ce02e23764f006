/** Finds the line of a place in a text, for any number of places in the time of one look. */
export function linesOf(text: string): { at: (index: number) => number; of: (part: string) => number } {
  let starts: number[] | null = null;
  /** The line, counted from 1. */
  const at = (index: number): number => {
    starts ??= [0, ...[...text.matchAll(/\n/g)].map((hit) => hit.index + 1)];
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= index) low = middle;
      else high = middle;
    }
    return low + 1;
  };
  /** The line of the first place that holds a part, or the first line. */
  return { at, of: (part) => at(Math.max(0, text.indexOf(part))) };
}
