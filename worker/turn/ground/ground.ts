import { checks, wholeChecks } from './checks.ts';
import type { Claim, Finding } from './claim.ts';
import { type Cited, claimsOf, type GroundInput } from './claims.ts';
import { clean, LONGEST_DRAFT } from './clean.ts';
import { featuresOf } from './features.ts';
import { scoreOf } from './weights.ts';

export interface Grounded {
  /** As it may be sent: cleaned, without bullets, stars and markers of passages. */
  text: string;
  supported: boolean;
  score: number;
  /** Passages that it names, else those that have most of it; order facts are numbered behind the passages. */
  cites: number[];
  why: Finding[];
}

export interface Grounding {
  verdict: 'pass' | 'block';
  /** Of the weakest sentence. */
  score: number;
  sentences: Grounded[];
}

/** What this guard is called where it was measured (policy/guard-eval.ts). Counted up with each change of what it lets through. */
export const GUARD = 'embedded-1';

/** Below it a sentence is blocked. */
export const THRESHOLD = 0.5;

/** Whether the passages and facts support every sentence of a draft. Pure, and linear in what it is given. */
export function ground({ draft, ...input }: GroundInput): Grounding {
  const parts: readonly Cited[] = typeof draft === 'string' ? [{ text: draft, cites: [] }] : draft;
  const length = parts.reduce((sum, part) => sum + part.text.length, 0);
  if (length > LONGEST_DRAFT) return refused({ kind: 'too-long', words: `${length} characters` });
  const cleaned = parts.map(({ text, cites }) => ({ text: clean(text), cites }));
  const whole = cleaned.map(({ text }) => text).join('\n');
  const { claims, known } = claimsOf(cleaned, input);
  if (claims.length === 0) return refused({ kind: 'unsupported', words: 'an empty draft' });
  const sentences = claims.map(({ claim, cites }) => judge(claim, cites));
  // What spans lines belongs to no sentence.
  const across = wholeChecks(whole, known);
  if (across.length > 0) sentences.push({ text: whole.slice(0, 200), supported: false, score: 0, cites: [], why: across });
  const score = Math.min(...sentences.map((one) => one.score));
  return { verdict: score < THRESHOLD ? 'block' : 'pass', score, sentences };
}

function judge(claim: Claim, cites: number[]): Grounded {
  const { reading, sources } = claim;
  // Word for word as approved, it says what its author meant, whatever it is compared with.
  const verbatim = sources.hasVerbatim(reading.text);
  const why = verbatim ? [] : checks.flatMap((check) => check(claim));
  const score = verbatim ? 1 : scoreOf(featuresOf(claim), why);
  if (score < THRESHOLD && why.length === 0) why.push({ kind: 'unsupported', words: unsupportedWords(claim) });
  return { text: reading.text, supported: score >= THRESHOLD, score, cites, why };
}

const unsupportedWords = ({ supports }: Claim) =>
  supports
    .filter(({ support }) => support < 0.5)
    .map(({ word }) => word.text)
    .slice(0, 8)
    .join(' ');

const refused = (finding: Finding): Grounding => ({
  verdict: 'block',
  score: 0,
  sentences: [{ text: '', supported: false, score: 0, cites: [], why: [finding] }],
});
