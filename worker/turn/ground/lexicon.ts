import * as data from './lexicon/data.ts';

/** What English words have to do with each other, by their stems. */
export interface Lexicon {
  /** Number of a stem, the usual words first; -1 where it is not known. */
  id(stem: string): number;
  size: number;
  /** Words that may stand for it. */
  same(id: number): Int32Array;
  /** Words that it is a more general word for. */
  narrower(id: number): Int32Array;
  broader(id: number): Int32Array;
  opposite(id: number): Int32Array;
  isNoun(id: number): boolean;
}

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_';

interface Pairs {
  first: number[];
  second: number[];
}

/** The pairs of lexicon/build/pack.ts. */
export function unpack(text: string, count: number): Pairs {
  const values = new Uint8Array(128);
  for (let i = 0; i < ALPHABET.length; i++) values[ALPHABET.charCodeAt(i)] = i;
  let at = 0;
  const number = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 32) {
      const digit = values[text.charCodeAt(at++)] ?? 0;
      value += (digit % 32) * scale;
      if (digit < 32) return value;
    }
  };
  const pairs: Pairs = { first: [], second: [] };
  for (let id = 0; id < count; id++) {
    for (let left = number(), second = 0; left > 0; left--) {
      second += number();
      pairs.first.push(id);
      pairs.second.push(second);
    }
  }
  return pairs;
}

/** For each word the others it is paired with, in two flat arrays: a thousand small ones would keep the collector busy. */
function byWord({ first, second }: Pairs, count: number): (id: number) => Int32Array {
  const starts = new Int32Array(count + 1);
  for (const id of first) starts[id + 1] = (starts[id + 1] ?? 0) + 1;
  for (let id = 0; id < count; id++) starts[id + 1] = (starts[id + 1] ?? 0) + (starts[id] ?? 0);
  const next = starts.slice();
  const others = new Int32Array(first.length);
  for (const [i, id] of first.entries()) {
    const at = next[id] ?? 0;
    others[at] = second[i] ?? 0;
    next[id] = at + 1;
  }
  return (id) => (id < 0 ? others.subarray(0, 0) : others.subarray(starts[id], starts[id + 1]));
}

const turned = ({ first, second }: Pairs): Pairs => ({ first: second, second: first });
const both = ({ first, second }: Pairs): Pairs => ({ first: [...first, ...second], second: [...second, ...first] });

function open(): Lexicon {
  const stems = data.stems.split(' ');
  const count = stems.length;
  const ids = new Map(stems.map((stem, i) => [stem, i]));
  const kind = unpack(data.kind, count);
  return {
    id: (stem) => ids.get(stem) ?? -1,
    size: count,
    same: byWord(both(unpack(data.same, count)), count),
    narrower: byWord(turned(kind), count),
    broader: byWord(kind, count),
    opposite: byWord(both(unpack(data.opposite, count)), count),
    isNoun: (id) => data.nouns[id] !== '0',
  };
}

let opened: Lexicon | null = null;
/** Read once an isolate, when a draft is guarded for the first time. */
export function lexicon(): Lexicon {
  opened ??= open();
  return opened;
}
