import { wordCount } from './words.ts';

/**
 * Some exports are pages whose tags were cut out and whose indentation stayed: lines of nothing but spaces where a tag
 * was, and text so far to the right that Markdown takes it for code. Depth is all that is left of the structure.
 */
export function restored(text: string): string {
  const lines = text.split('\n');
  const out: string[] = [];
  let code = false;
  for (let i = 0; i < lines.length; ) {
    if (/^\s*(```|~~~)/.test(lines[i] ?? '')) code = !code;
    const end = code ? i : stretchEnd(lines, i);
    if (end > i) {
      out.push('', ...rebuilt(lines.slice(i, end)), '');
      i = end;
    } else out.push(lines[i++] ?? '');
  }
  return out.join('\n');
}

const depthOf = (line: string) => /^ */.exec(line.replaceAll('\t', '    '))?.[0].length ?? 0;
const isBlank = (line: string) => line.trim() === '';
const isScar = (line: string | undefined) => /^[ \t]{2,}$/.test(line ?? '');

/** Where a stretch that begins at a line ends, or that line itself if none begins there. */
function stretchEnd(lines: readonly string[], from: number): number {
  if (!isScar(lines[from])) return from;
  let end = from;
  while (end < lines.length && (isBlank(lines[end] ?? '') || depthOf(lines[end] ?? '') >= 2)) end++;
  const stretch = lines.slice(from, end);
  const told = stretch.some((line) => !isBlank(line) && depthOf(line) >= 4);
  return told && stretch.filter(isScar).length >= 2 && !stretch.some((line) => /^\s*(```|~~~)/.test(line)) ? end : from;
}

/**
 * Neighbours are a list where they stand deeper or look like items; one line alone that stands deeper, or
 * right above a list without an end of its own, is a heading; all else are paragraphs.
 */
function rebuilt(stretch: readonly string[]): string[] {
  const written = stretch.filter((line) => !isBlank(line));
  const least = Math.min(...written.map(depthOf));
  const last = stretch.findLastIndex((line) => !isBlank(line));
  return stretch.flatMap((line, i): string[] => {
    if (isBlank(line)) return [];
    const words = line.trim();
    const run = runOf(stretch, i);
    if (run.length > 1) return depthOf(line) > least || isListed(run) ? [`- ${words}`] : ['', words, ''];
    const next = stretch.findIndex((other, j) => j > i && !isBlank(other));
    const titled = i < last && wordCount(words) <= 30 && !/https?:/.test(words);
    if (depthOf(line) === least) {
      const below = next > 0 ? runOf(stretch, next) : [];
      return titled && begins(line) && isListed(below) ? ['', `### ${words}`, ''] : ['', words, ''];
    }
    // Two in a row that stand alone are no headings: the first would have nothing below it.
    const alone = next > 0 && depthOf(stretch[next] ?? '') > least && isBlank(stretch[next + 1] ?? '');
    return titled && !alone ? ['', `### ${words}`, ''] : ['', words, ''];
  });
}

/** A line with those right above and below it that stand at its depth. */
function runOf(stretch: readonly string[], i: number): string[] {
  const beside = (other: string | undefined) => other !== undefined && !isBlank(other) && depthOf(other) === depthOf(stretch[i] ?? '');
  let from = i;
  while (beside(stretch[from - 1])) from--;
  let to = i;
  while (beside(stretch[to + 1])) to++;
  return stretch.slice(from, to + 1);
}

/** Items each begin anew and most have no end; a paragraph that was only broken into lines goes on in small letters. */
const isListed = (run: readonly string[]) =>
  run.length > 1 && run.every(begins) && run.filter((line) => !/[.!?:;。！？：；]\s*$/.test(line)).length * 2 >= run.length;
const begins = (line: string) => /^\s*[\p{Lu}\p{Lo}\p{N}“"«¿¡(]/u.test(line);

/** Some generators read rows of a table without the line of dashes below the first; Markdown does not. */
export function ruled(text: string): string {
  const isRow = (line: string | undefined) => /^\s*\|.*\|\s*$/.test(line ?? '');
  const lines = text.split('\n');
  return lines
    .flatMap((line, i) => {
      const opens = isRow(line) && !isRow(lines[i - 1]) && isRow(lines[i + 1]) && !/^[\s|:-]+$/.test(lines[i + 1] ?? '');
      return opens ? ['', line, `|${'---|'.repeat(line.trim().split(/(?<!\\)\|/).length - 2)}`] : [line];
    })
    .join('\n');
}
