import { clean, LONGEST_SOURCES } from './clean.ts';
import type { Lexicon } from './lexicon.ts';
import { type Reading, read, type Word } from './reading.ts';
import { sentencesOf } from './sentences.ts';
import { stemOf } from './stems.ts';

/** A sentence, line or item of a source. */
export type Segment = Reading;

/** A word where it stands. */
export interface Place {
  segment: Segment;
  word: Word;
}

/** A source read once: its sentences, and where each word stands. */
export interface Read {
  text: string;
  segments: readonly Segment[];
  /** Sentences letter for letter, made when one is asked for. */
  verbatim: () => ReadonlySet<string>;
  /** Without spaces and hyphens: "pickup" stands in "pick-up". */
  compact: string;
  lower: ReadonlySet<string>;
  stems: ReadonlyMap<string, readonly Place[]>;
  ids: ReadonlyMap<number, readonly Place[]>;
}

/** What may be said: the sources that a sentence leans on. */
export interface Sources {
  segments: readonly Segment[];
  /** Number of the source that a segment is of, among these. */
  sourceOf(segment: Segment): number;
  text: string;
  /** Whether a sentence stands in one of them letter for letter. */
  hasVerbatim(text: string): boolean;
  /** Whether letters stand in one of them, whatever the spaces. */
  hasLetters(letters: string): boolean;
  hasWord(lower: string): boolean;
  someWord(test: (lower: string) => boolean): boolean;
  places(stem: string): readonly Place[];
  byId(id: number): readonly Place[];
  has(stem: string): boolean;
}

/** Passages are approved texts that come again with the next question, so the last ones stay read. Order facts are somebody's. */
const remembered = new Map<string, Read>();
const REMEMBERED = 300;
const LONGEST_REMEMBERED = 4_000;

function remember(text: string, make: () => Read, language: string): Read {
  if (text.length > LONGEST_REMEMBERED) return make();
  const key = `${language} ${text}`;
  const made = remembered.get(key) ?? make();
  remembered.delete(key);
  remembered.set(key, made);
  for (const oldest of remembered.keys()) {
    if (remembered.size <= REMEMBERED) break;
    remembered.delete(oldest);
  }
  return made;
}

/** Of each source its segments; read once a draft, however its sentences cite them. Those from `own` on are not kept. */
export function readSources(sources: readonly string[], own: number, language: string, lexicon: Lexicon | null): Read[] {
  let left = LONGEST_SOURCES;
  return sources.map((source, i) => {
    const text = source.slice(0, Math.max(0, left));
    left -= source.length;
    const make = () => {
      const cleaned = clean(text);
      return indexOf(cleaned, segmentsOf(cleaned, language, lexicon), language);
    };
    return i < own ? remember(text, make, language) : make();
  });
}

/** Items under a line that ends with a colon say what that line says of them. */
function segmentsOf(text: string, language: string, lexicon: Lexicon | null): Segment[] {
  const segments: Segment[] = [];
  let lead: Segment | null = null;
  for (const sentence of sentencesOf(text)) {
    const segment: Segment = read(sentence, language, lexicon);
    if (/:\s*$/.test(sentence)) lead = segment;
    else if (lead && (!/[.!?]["')]*$/.test(sentence) || /^\p{Ll}/u.test(sentence))) {
      segments.push(segment, under(lead, segment));
      continue;
    } else lead = null;
    segments.push(segment);
  }
  return segments;
}

function under(lead: Segment, item: Segment): Segment {
  const takenBack = lead.words.some((word) => (word.negated || word.negator) && word.clause === 0);
  const own = item.words.map((word) => ({
    ...word,
    clause: word.clause === 0 ? 0 : word.clause + lead.clauses,
    negated: word.negated !== takenBack,
  }));
  return {
    ...item,
    text: `${lead.text} ${item.text}`,
    literals: [...item.literals, ...lead.literals],
    dates: [...item.dates, ...lead.dates],
    quantities: [...item.quantities, ...lead.quantities],
    words: [...own, ...lead.words],
    clauses: lead.clauses + item.clauses,
  };
}

function indexOf(text: string, segments: readonly Segment[], language: string): Read {
  const stems = new Map<string, Place[]>();
  const ids = new Map<number, Place[]>();
  const lower = new Set<string>();
  for (const segment of segments)
    for (const word of segment.words) {
      lower.add(word.lower);
      put(stems, word.stem, { segment, word });
      if (word.id >= 0) put(ids, word.id, { segment, word });
      if (word.lower.includes('-')) for (const part of word.lower.split('-')) put(stems, stemOf(part, language), { segment, word });
    }
  let keys: ReadonlySet<string> | null = null;
  const verbatim = () => {
    keys ??= new Set(segments.map((segment) => verbatimKey(segment.text)));
    return keys;
  };
  return { text, segments, verbatim, compact: compactOf(text), lower, stems, ids };
}

export function together(read: readonly Read[]): Sources {
  const gathered = <Key>(of: (one: Read) => ReadonlyMap<Key, readonly Place[]>) => {
    const known = new Map<Key, readonly Place[]>();
    return (key: Key): readonly Place[] => {
      const places = known.get(key) ?? read.flatMap((one) => of(one).get(key) ?? []);
      known.set(key, places);
      return places;
    };
  };
  const sources = new Map(read.flatMap((one, i) => one.segments.map((segment) => [segment, i] as const)));
  const places = gathered((one) => one.stems);
  return {
    segments: read.flatMap((one) => one.segments),
    sourceOf: (segment) => sources.get(segment) ?? -1,
    text: read.map((one) => one.text).join('\n'),
    // Looking for its letters is cheap, and what is not there is not there as a sentence.
    hasVerbatim(text) {
      const letters = compactOf(text).replace(/\P{L}+$/u, '');
      return read.some((one) => one.compact.includes(letters) && one.verbatim().has(verbatimKey(text)));
    },
    hasLetters: (letters) => read.some((one) => one.compact.includes(letters)),
    hasWord: (lower) => read.some((one) => one.lower.has(lower)),
    someWord: (test) => read.some((one) => [...one.lower].some(test)),
    places,
    byId: gathered((one) => one.ids),
    has: (stem) => places(stem).length > 0,
  };
}

function put<Key>(to: Map<Key, Place[]>, key: Key, place: Place): void {
  const list = to.get(key);
  if (list) list.push(place);
  else to.set(key, [place]);
}

const compactOf = (text: string) => text.toLowerCase().replace(/[\s*_-]+/g, '');
const verbatimKey = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%€$£]+/gu, ' ')
    .trim();
