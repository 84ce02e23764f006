import * as data from './lexicon/data.ts';

/** What English words have to do with each other, by their stems. */
export interface Lexicon {
  /** Number of a stem, the usual words first; -1 where it is not known. */
  id(stem: string): number;
  size: number;
  /** Words that may stand for it. */
  same(id: number): readonly number[];
  /** Words that it is a more general word for. */
  narrower(id: number): readonly number[];
  broader(id: number): readonly number[];
  opposite(id: number): readonly number[];
  isNoun(id: number): boolean;
}

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_';

/** The pairs of lexicon/build/pack.ts, as the seconds of each first. */
function unpack(text: string, count: number): number[][] {
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
  return Array.from({ length: count }, () => {
    const seconds: number[] = [];
    for (let left = number(), before = 0; left > 0; left--) {
      before += number();
      seconds.push(before);
    }
    return seconds;
  });
}

function both(pairs: readonly number[][]): number[][] {
  const all: number[][] = pairs.map((seconds) => [...seconds]);
  for (const [first, seconds] of pairs.entries()) for (const second of seconds) all[second]?.push(first);
  return all;
}

function reversed(pairs: readonly number[][]): number[][] {
  const all: number[][] = pairs.map(() => []);
  for (const [first, seconds] of pairs.entries()) for (const second of seconds) all[second]?.push(first);
  return all;
}

function open(): Lexicon {
  const stems = data.stems.split(' ');
  const ids = new Map(stems.map((stem, i) => [stem, i]));
  const same = both(unpack(data.same, stems.length));
  const broader = unpack(data.kind, stems.length);
  const narrower = reversed(broader);
  const opposite = both(unpack(data.opposite, stems.length));
  const of = (list: readonly (readonly number[])[]) => (id: number) => list[id] ?? none;
  return {
    id: (stem) => ids.get(stem) ?? -1,
    size: stems.length,
    same: of(same),
    narrower: of(narrower),
    broader: of(broader),
    opposite: of(opposite),
    isNoun: (id) => data.nouns[id] !== '0',
  };
}
const none: readonly number[] = [];

let opened: Lexicon | null = null;
/** Read once an isolate, when a draft is guarded for the first time. */
export function lexicon(): Lexicon {
  opened ??= open();
  return opened;
}
