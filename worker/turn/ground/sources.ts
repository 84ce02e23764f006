import { clean, LONGEST_SOURCES } from './clean.ts';
import type { Lexicon } from './lexicon.ts';
import { type Reading, read, type Word } from './reading.ts';
import { sentencesOf } from './sentences.ts';
import { stemOf } from './stems.ts';

/** A sentence, line or item of a source. */
export interface Segment extends Reading {
  /** Number of its passage; order facts have the numbers behind the passages. */
  source: number;
}

/** A word where it stands. */
export interface Place {
  segment: Segment;
  word: Word;
}

/** What may be said: the sources that a sentence leans on, read and indexed. */
export interface Sources {
  segments: readonly Segment[];
  /** Sentences letter for letter. */
  verbatim: ReadonlySet<string>;
  text: string;
  /** Without spaces and hyphens: "pickup" stands in "pick-up". */
  compact: string;
  lower: ReadonlySet<string>;
  places(stem: string): readonly Place[];
  byId(id: number): readonly Place[];
  has(stem: string): boolean;
}

export interface Read {
  segments: Segment[];
  text: string;
}

/** Of each source its segments; read once a draft, however its sentences cite them. */
export function readSources(sources: readonly string[], language: string, lexicon: Lexicon | null): Read[] {
  let left = LONGEST_SOURCES;
  return sources.map((source, number) => {
    const text = clean(source.slice(0, Math.max(0, left)));
    left -= source.length;
    return { text, segments: segmentsOf(text, number, language, lexicon) };
  });
}

/** Items under a line that ends with a colon say what that line says of them. */
function segmentsOf(text: string, source: number, language: string, lexicon: Lexicon | null): Segment[] {
  const segments: Segment[] = [];
  let lead: Segment | null = null;
  for (const sentence of sentencesOf(text)) {
    const segment: Segment = { ...read(sentence, language, lexicon), source };
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

export function indexed(read: readonly Read[], language: string): Sources {
  const segments = read.flatMap((one) => one.segments);
  const text = read.map((one) => one.text).join('\n');
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
  const none: Place[] = [];
  return {
    segments,
    verbatim: new Set(segments.map((segment) => verbatimKey(segment.text))),
    text,
    compact: text.toLowerCase().replace(/[\s-]+/g, ''),
    lower,
    places: (stem) => stems.get(stem) ?? none,
    byId: (id) => ids.get(id) ?? none,
    has: (stem) => stems.has(stem),
  };
}

function put<Key>(to: Map<Key, Place[]>, key: Key, place: Place): void {
  const list = to.get(key);
  if (list) list.push(place);
  else to.set(key, [place]);
}

export const verbatimKey = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%€$£]+/gu, ' ')
    .trim();
