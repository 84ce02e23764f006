import { detectLanguage } from '../language.ts';
import { abstains } from './abstain.ts';
import { pairsOf, segmentsFor, supportOf } from './align.ts';
import type { Claim } from './claim.ts';
import { clean, LONGEST_DRAFT } from './clean.ts';
import { lexicon as openLexicon } from './lexicon.ts';
import { read } from './reading.ts';
import { sentencesOf, withoutMarkers } from './sentences.ts';
import { readSources, type Sources, together } from './sources.ts';

/** A sentence that a model wrote, and the passages it names for it, counted from 0. */
export interface Cited {
  text: string;
  cites: readonly number[];
}

export interface GroundInput {
  question: string;
  passages: readonly string[];
  draft: string | readonly Cited[];
  /** Lines about the order of this conversation, proven. They support every sentence. */
  facts?: readonly string[];
  /** Hosts of the shop: a wrong address there is a wrong address, and not a link to somebody else. */
  allowedHosts?: readonly string[];
  /** ISO 639-1; told from the draft where it is left out. */
  language?: string;
}

export interface Claims {
  claims: { claim: Claim; cites: number[] }[];
  /** All sources in one, and the question. */
  known: string;
}

/** Each sentence of a cleaned draft with what it leans on. */
export function claimsOf(
  draft: readonly Cited[],
  { question, passages, facts = [], allowedHosts = [], language }: Omit<GroundInput, 'draft'>,
): Claims {
  const spoken = language ?? detectLanguage(draft.map(({ text }) => text).join('\n'), 'en');
  const lexicon = spoken === 'en' ? openLexicon() : null;
  const sources = readSources([...passages, ...facts], passages.length, spoken, lexicon);
  const proven = together(sources.slice(passages.length));
  const byCites = new Map<string, Sources>();
  const leaningOn = (cites: readonly number[]): Sources => {
    const key = cites.join(' ');
    const cited = () => sources.filter((_, i) => cites.length === 0 || i >= passages.length || cites.includes(i));
    const found = byCites.get(key) ?? together(cited());
    byCites.set(key, found);
    return found;
  };
  const asked = clean(question.slice(0, LONGEST_DRAFT));
  const sentences = draft.flatMap(({ text, cites }) =>
    sentencesOf(withoutMarkers(text)).map((sentence) => ({
      cites: cites.filter((one) => Number.isInteger(one) && one >= 0 && one < passages.length),
      named: cites.length > 0,
      reading: read(sentence, spoken, lexicon),
    })),
  );
  const readings = [read(asked, spoken, lexicon), ...sentences.map((one) => one.reading)];
  const said = new Set(readings.flatMap(({ words }) => words.map(({ stem }) => stem)));
  const nothing = together([]);
  const from = (ranked: Claim['ranked']) => {
    const best = ranked.slice(0, 2).map(({ segment }) => segment);
    return sources.flatMap((one, i) => (one.segments.some((segment) => best.includes(segment)) ? [i] : []));
  };
  const claims = sentences.map(({ cites, named, reading }) => {
    // Who cites only what is not there cites nothing.
    const leaned = named && cites.length === 0 ? nothing : leaningOn(cites);
    const supports = reading.words.filter(({ content }) => content).map((word) => supportOf(word, leaned, lexicon, spoken));
    const ranked = segmentsFor(supports);
    const claim: Claim = {
      reading,
      supports,
      pairs: pairsOf(supports),
      ranked,
      sources: leaned,
      facts: proven,
      said,
      allowed: allowedHosts,
      abstains: abstains(reading.text),
      language: spoken,
      lexicon,
    };
    return { claim, cites: cites.length > 0 ? cites : from(ranked) };
  });
  return { claims, known: [...sources.map(({ text }) => text), asked].join('\n') };
}
