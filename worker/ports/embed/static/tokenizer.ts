/**
 * Sentencepiece's unigram model: of all ways to cut a text into known pieces, the one with the highest sum of scores.
 * Piece 0 stands for what no piece begins with; neighbours of that kind become one.
 */
export interface Tokenizer {
  /** The first `limit` pieces of a text; none where the text is blank, or where not one piece of it is known. */
  tokens(text: string, limit: number): number[];
}

const space = '\u2581';
/** Control pieces at the head of the vocabulary, never found in a text. */
const reserved = 6;
/** Units of UTF-16 looked at for each piece asked for: a limit on time, with room for texts of nothing but long pieces. */
const unitsPerToken = 16;

export function makeTokenizer(vocabulary: readonly string[], scores: Float32Array): Tokenizer {
  const { child, pieceAt } = makeTrie(vocabulary);
  const blank = vocabulary.indexOf(space);

  function cut(text: string): number[] {
    const length = text.length;
    const best = new Float64Array(length + 1).fill(Number.NEGATIVE_INFINITY);
    const from = new Int32Array(length + 1);
    const piece = new Int32Array(length + 1);
    const offer = (start: number, end: number, id: number, score: number) => {
      // Of equals the one that begins later wins, as in the original.
      if (score < (best[end] ?? 0)) return;
      best[end] = score;
      from[end] = start;
      piece[end] = id;
    };
    best[0] = 0;
    for (let i = 0; i < length; i++) {
      const so = best[i] ?? 0;
      if (so === Number.NEGATIVE_INFINITY) continue;
      let known = false;
      let node = 0;
      for (let end = i; end < length; ) {
        node = child(node, text.charCodeAt(end++));
        if (node < 0) break;
        const id = pieceAt[node] ?? 0;
        if (id === 0) continue;
        known = true;
        offer(i, end, id, so + (scores[id] ?? 0));
      }
      if (!known) offer(i, i + 1, 0, so);
    }
    const found: number[] = [];
    for (let end = length; end > 0; end = from[end] ?? 0) {
      const id = piece[end] ?? 0;
      if (id !== 0 || found.at(-1) !== 0) found.push(id);
    }
    return found.reverse();
  }

  return {
    tokens(text, limit) {
      const found = cut(prepare(text, limit * unitsPerToken)).slice(0, limit);
      return found.every((id) => id === 0 || id === blank) ? [] : found;
    },
  };
}

/** As the model saw texts when it was trained, as far as customers' texts differ: see `calm`. */
function prepare(text: string, units: number): string {
  // Normalising makes at most 18 units of one, so it comes after the first cut and before the last.
  const words = calm(text.trimStart().slice(0, units).normalize('NFKC')).trim().replace(/\s+/gu, space);
  return words === '' ? '' : (space + words).slice(0, units);
}

/** Shouting is read as speech: the model knows few words in capitals. A single word may be an abbreviation. */
const calm = (text: string): string => (/\p{Ll}/u.test(text) || !/\p{Lu}{2}\P{L}+\p{Lu}{2}/u.test(text) ? text : text.toLowerCase());

/** Nodes of a tree of letters; its edges are in a hash table with open addresses, as objects would take ten times the memory. */
function makeTrie(vocabulary: readonly string[]) {
  const letters = vocabulary.reduce((sum, piece) => sum + piece.length, 1);
  const mask = 2 ** Math.ceil(Math.log2(letters * 2)) - 1;
  const parents = new Int32Array(mask + 1).fill(-1);
  const units = new Uint16Array(mask + 1);
  const children = new Int32Array(mask + 1);
  const pieceAt = new Int32Array(letters);
  let nodes = 1;

  /** The slot that holds this edge, or the empty one where it would be. */
  function slot(node: number, unit: number): number {
    let at = (Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)) >>> 0;
    at = (at ^ (at >>> 15)) & mask;
    while (parents[at] !== -1 && (parents[at] !== node || units[at] !== unit)) at = (at + 1) & mask;
    return at;
  }

  for (let id = reserved; id < vocabulary.length; id++) {
    const piece = vocabulary[id] ?? '';
    let node = 0;
    for (let k = 0; k < piece.length; k++) {
      const at = slot(node, piece.charCodeAt(k));
      if (parents[at] === -1) {
        parents[at] = node;
        units[at] = piece.charCodeAt(k);
        children[at] = nodes++;
      }
      node = children[at] ?? 0;
    }
    pieceAt[node] = id;
  }
  return {
    pieceAt,
    /** -1: no piece goes on with this unit. */
    child(node: number, unit: number): number {
      const at = slot(node, unit);
      return parents[at] === -1 ? -1 : (children[at] ?? -1);
    },
  };
}
