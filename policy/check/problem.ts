/** Something to mend in a policy. */
export interface Problem {
  /** What sort of mistake it is; the list of faults that tests plant has one of each. */
  kind: string;
  /** From the policy's folder: "rules/low-confidence.yaml". */
  file: string;
  /** Where in the file: keys and places in lists. Empty: the whole file. */
  path: readonly (string | number)[];
  /** Offset in the text at that path, for expressions. */
  at?: number;
  message: string;
  /** What to do about it. */
  remedy: string;
}

export type PlacedProblem = Problem & { line: number };

/** One line. Without a place in the file (a release that was uploaded has none) the line is left out. */
export function formatProblem({ file, line, message, remedy }: Problem & { line?: number }): string {
  return `${file}${line === undefined ? '' : `:${line}`}: ${message}; ${remedy}.`;
}

/** Files in order, and each from top to bottom. */
export const byPlace = (a: PlacedProblem, b: PlacedProblem): number => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1);

/** "a", "b" or "c" for a remedy; long lists are cut. */
export function listed(names: readonly string[], most = 12): string {
  const shown = names.slice(0, most).map((name) => `"${name}"`);
  if (names.length > most) return `${shown.join(', ')} …`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}` : (shown[0] ?? 'none');
}

/** Values that come twice or more, once each. */
export function doubled<T>(values: readonly T[]): T[] {
  const seen = new Set<T>();
  return [...new Set(values.filter((value) => seen.size === seen.add(value).size))];
}
