import type { NumberWords } from './number-words.ts';

/** A piece of a text: a numeral, a word or a sign. */
export interface Piece {
  text: string;
  at: number;
  /** What it may be as a number: "1.500" is two of them. */
  values: number[] | null;
  /** Written as a word. */
  spelled: boolean;
}

const pieces = /\d+(?:[.,'\u202f\u00a0]\d+)*|\d|\p{L}[\p{L}\p{M}]*(?:'[\p{L}]+)?|[^\s\p{L}\d]/gu;

/** 1,000 and 1.000 and 1'000 are a thousand; 3.90 and 3,90 are not. */
export function valuesOf(numeral: string): number[] {
  const groups = numeral.split(/[.,'\s]/);
  const marks = numeral.replace(/\d/g, '');
  if (marks === '') return [Number(numeral)];
  const last = groups.at(-1) ?? '';
  const whole = groups.slice(0, -1).join('');
  const grouped = groups.slice(1).every((group) => group.length === 3) && (groups[0] ?? '').length <= 3;
  const decimal = Number(`${whole}.${last}`);
  if (marks.length === 1 && grouped && marks !== "'") return groups[0] === '0' ? [decimal] : [Number(groups.join('')), decimal];
  if (grouped && new Set(marks).size === 1) return [Number(groups.join(''))];
  // "1,500.50", or a number with a point in the wrong place.
  return [decimal];
}

export function piecesOf(text: string, words: NumberWords): Piece[] {
  const found: Piece[] = [];
  for (const match of text.matchAll(pieces)) {
    const piece = match[0];
    const digits = /^\d/.test(piece);
    const lower = piece.toLowerCase();
    const small = digits ? undefined : words.small.get(lower);
    found.push({ text: piece, at: match.index, values: digits ? valuesOf(piece) : small === undefined ? null : [small], spelled: !digits });
  }
  return compounds(found, words);
}

/** "twenty-five", "one hundred and twenty", "two thousand": several words, one number. */
function compounds(all: readonly Piece[], words: NumberWords): Piece[] {
  const out: Piece[] = [];
  for (let i = 0; i < all.length; i++) {
    const piece = all[i];
    if (!piece) continue;
    const lower = piece.text.toLowerCase();
    const scale = words.hundred.has(lower) ? 100 : words.thousand.has(lower) ? 1_000 : lower === 'million' ? 1_000_000 : 0;
    const before = out.at(-1);
    if (scale > 0 && before?.values && piece.values === null) {
      before.values = before.values.map((value) => value * scale);
      before.text += ` ${piece.text}`;
      continue;
    }
    if (
      scale > 0 &&
      (all[i - 1]?.text.toLowerCase() === 'a' ||
        (words.small.get('one') === undefined && !/^(?:por|pour|per)$/i.test(all[i - 1]?.text ?? '')))
    ) {
      out.push({ ...piece, values: [scale], spelled: true });
      continue;
    }
    out.push(piece);
    const own = out.at(-1);
    const next = all[i + 1]?.text === '-' ? all[i + 2] : all[i + 1];
    const skip = all[i + 1]?.text === '-' ? 2 : 1;
    const [tens] = piece.values ?? [];
    const [ones] = next?.values ?? [];
    if (
      own &&
      piece.spelled &&
      next?.spelled &&
      tens !== undefined &&
      ones !== undefined &&
      tens >= 20 &&
      tens % 10 === 0 &&
      tens < 100 &&
      ones > 0 &&
      ones < 10
    ) {
      own.values = [tens + ones];
      own.text = `${piece.text}-${next.text}`;
      i += skip;
    }
  }
  return out;
}
