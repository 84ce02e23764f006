/** Scripts that are written without spaces: two signs are about a word. */
const dense = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const runs = new RegExp(`[${dense}]+|(?:(?![${dense}])[\\p{L}\\p{N}\\p{M}])+|[^\\s\\p{L}\\p{N}\\p{M}]+`, 'gu');
const isDense = new RegExp(`^[${dense}]`, 'u');
const isWord = /^[\p{L}\p{N}\p{M}]/u;

/** Letters of the longest thing that still counts as one word; beyond it lies a number, a key or noise. */
const LONG = 24;

/** Roughly how much there is to read, the same in all scripts: the lengths of passages are counted in it. */
export function wordCount(text: string): number {
  let count = 0;
  for (const [run] of text.matchAll(runs)) {
    if (isDense.test(run)) count += Math.ceil([...run].length / 2);
    else if (isWord.test(run)) count += Math.ceil(run.length / LONG);
    else count += Math.floor(run.length / LONG);
  }
  return count;
}
