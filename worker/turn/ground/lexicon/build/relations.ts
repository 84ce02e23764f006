import { stemmer } from 'stemmer';
import { ranks } from '../../../../ports/embed/static/build/wordnet.ts';

/** Words by their stems, the usual ones first, and what they have to do with each other, as numbers of words. */
export interface Relations {
  stems: string[];
  /** Either word may stand for the other: synonyms, similar adjectives, a verb and its noun. Pairs, the lower number first. */
  same: [number, number][];
  /** The second is a more general word for the first. */
  kind: [number, number][];
  opposite: [number, number][];
  /** Of each word whether it is mostly a noun. */
  nouns: boolean[];
}

/** More words, and rarer senses of them, cost bytes and mostly relate what no two texts about one thing mix up. */
const words = 12_000;
const senses = { same: 4, kind: 3 };
/** More general than these is everything ("thing", "act"): they carry nothing. */
const general = 60;

interface Synset {
  lemmas: string[];
  pointers: { symbol: string; to: string; from: number; at: number }[];
}

const files = [
  ['n', 'noun'],
  ['v', 'verb'],
  ['a', 'adj'],
  ['r', 'adv'],
] as const;

export function readRelations(archive: ReadonlyMap<string, Uint8Array>): Relations {
  const lines = (name: string): string[] => {
    const bytes = archive.get(`dict/${name}`);
    if (!bytes) throw new Error(`WordNet has no file ${name}`);
    return Buffer.from(bytes)
      .toString('latin1')
      .split('\n')
      .filter((line: string) => line !== '' && !line.startsWith('  '));
  };
  const synsets = new Map<string, Synset>();
  const glosses: string[] = [];
  for (const [pos, name] of files)
    for (const line of lines(`data.${name}`)) {
      const [head = '', gloss = ''] = line.split(' | ');
      synsets.set(pos + head.slice(0, 8), synset(head));
      glosses.push(...gloss.split(';'));
    }
  const rank = ranks(glosses, lines('index.sense'));
  const ids = new Map<string, number>();
  for (const [word, at] of [...rank].sort(([, a], [, b]) => a - b))
    if (at < words && !ids.has(stemmer(word))) ids.set(stemmer(word), ids.size);
  const id = (lemma: string | undefined) => (lemma !== undefined && /^[a-z]{2,}$/.test(lemma) ? ids.get(stemmer(lemma)) : undefined);
  const [same, kind, opposite] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const add = (to: Set<string>, a: number | undefined, b: number | undefined, ordered: boolean) => {
    if (a !== undefined && b !== undefined && a !== b) to.add(ordered || a < b ? `${a} ${b}` : `${b} ${a}`);
  };
  for (const [pos, name] of files)
    for (const line of lines(`index.${name}`)) {
      const fields = line.trim().split(' ');
      const word = fields[0] ?? '';
      const own = id(word);
      if (own === undefined) continue;
      const offsets = fields.slice(-Number(fields[2]));
      for (const [nth, offset] of offsets.entries()) {
        const one = synsets.get(pos + offset);
        if (!one) continue;
        const at = one.lemmas.indexOf(word) + 1;
        const mine = (from: number) => from === 0 || from === at;
        if (nth < senses.same) for (const lemma of one.lemmas) add(same, own, id(lemma), false);
        for (const { symbol, to, at: target } of one.pointers.filter((pointer) => mine(pointer.from))) {
          const other = synsets.get(to);
          const named = target === 0 ? other?.lemmas : [other?.lemmas[target - 1] ?? ''];
          for (const lemma of named ?? []) {
            const related = id(lemma);
            if (symbol === '!') add(opposite, own, related, false);
            if ((symbol === '&' || symbol === '+' || symbol === '\\') && nth < senses.same) add(same, own, related, false);
            if (symbol.startsWith('@') && nth < senses.kind && (related ?? 0) >= general) add(kind, own, related, true);
          }
        }
      }
    }
  const pairs = (of: Set<string>): [number, number][] =>
    [...of]
      .map((pair): [number, number] => [Number(pair.split(' ')[0]), Number(pair.split(' ')[1])])
      .sort(([a, b], [c, d]) => a - c || b - d);
  return {
    stems: [...ids.keys()],
    same: pairs(same),
    kind: pairs(kind).filter(([a, b]) => !same.has(a < b ? `${a} ${b}` : `${b} ${a}`)),
    opposite: pairs(opposite),
    nouns: mostlyNouns([...ids.keys()], lines('index.sense')),
  };
}

/** By how often each sense is marked in texts; the kind of a sense is the digit behind its `%`, 1 for nouns (senseidx(5WN)). */
function mostlyNouns(stems: readonly string[], senses: readonly string[]): boolean[] {
  const lead = new Map<string, number>();
  for (const sense of senses) {
    const [key = '', , , tags] = sense.split(' ');
    const [lemma = '', rest = ''] = key.split('%');
    const stem = stemmer(lemma);
    lead.set(stem, (lead.get(stem) ?? 0) + (rest.startsWith('1') ? 1 : -1) * (0.1 + Number(tags ?? 0)));
  }
  return stems.map((stem) => (lead.get(stem) ?? 1) > 0);
}

/** `offset file pos count lemma id … count pointer…`, in hexadecimal here and decimal there (wndb(5WN)). */
function synset(head: string): Synset {
  const fields = head.split(' ');
  const count = Number.parseInt(fields[3] ?? '0', 16);
  const lemmas = Array.from({ length: count }, (_, i) => (fields[4 + 2 * i] ?? '').toLowerCase().replace(/\(.*\)/, ''));
  const start = 4 + 2 * count;
  const pointers = Array.from({ length: Number(fields[start] ?? 0) }, (_, i) => {
    const [symbol = '', offset = '', pos = '', which = '0000'] = fields.slice(start + 1 + 4 * i, start + 5 + 4 * i);
    return {
      symbol,
      to: (pos === 's' ? 'a' : pos) + offset,
      from: Number.parseInt(which.slice(0, 2), 16),
      at: Number.parseInt(which.slice(2), 16),
    };
  });
  return { lemmas, pointers };
}
