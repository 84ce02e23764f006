import type { Pair, Support } from './align.ts';
import type { Lexicon } from './lexicon.ts';
import type { Reading } from './reading.ts';
import type { Segment, Sources } from './sources.ts';

/** What a sentence of a draft can have wrong with it. */
export const kinds = [
  'number',
  'price',
  'date',
  'duration',
  'percentage',
  'code',
  'url',
  'link',
  'email',
  'phone',
  'name',
  'negation',
  'contradiction',
  'condition',
  'modality',
  'scope',
  'promise',
  'done',
  'advice',
  'leak',
  'markup',
  'hidden',
  'too-long',
  'unsupported',
  'persona',
] as const;
export type Kind = (typeof kinds)[number];

export interface Finding {
  kind: Kind;
  /** The words of the draft that nothing supports. */
  words: string;
}

/** One sentence of a draft with all that the checks look at. */
export interface Claim {
  reading: Reading;
  supports: readonly Support[];
  pairs: readonly Pair[];
  /** Segments that have most of it, best first. */
  ranked: readonly { segment: Segment; cover: number }[];
  /** What it cites, else everything. */
  sources: Sources;
  /** Order facts alone: only they know what has been done. */
  facts: Sources;
  /** Stems of the question and of the whole draft: a condition may stand there. */
  said: ReadonlySet<string>;
  allowed: readonly string[];
  /** Says that the sources say nothing. */
  abstains: boolean;
  language: string;
  lexicon: Lexicon | null;
}

export type Check = (claim: Claim) => Finding[];
