import type { AreaQuality, DefectKind, Drawn, SteppedDown } from '../../../worker/records/reviews/schema.ts';
import { count } from '../ui/time.ts';
import { outcomeWords, reasonWords } from '../words.ts';

/** In the order of their keys. */
export const verdictKeys: readonly (readonly [key: string, verdict: DefectKind])[] = [
  ['1', 'none'],
  ['2', 'hallucination'],
  ['3', 'tone-mismatch'],
  ['4', 'policy-misapplication'],
  ['5', 'incomplete-resolution'],
];

export const verdictWords: Record<DefectKind, string> = {
  none: 'No defect',
  hallucination: 'Hallucination',
  'tone-mismatch': 'Tone mismatch',
  'policy-misapplication': 'Policy misapplied',
  'incomplete-resolution': 'Incomplete',
};

/** What the verdict says, for those who give it for the first time. */
export const verdictAdvice: Record<DefectKind, string> = {
  none: 'The turn is right as it is, also where a person was called',
  hallucination: 'Says something that no source says',
  'tone-mismatch': 'Not how we speak to customers',
  'policy-misapplication': 'The wrong rule decided, or answered what people should have, or the other way round',
  'incomplete-resolution': 'Leaves open what was asked',
};

export const levelWords: Record<AreaQuality['level'], string> = {
  'human-only': 'people only',
  shadow: 'shadow',
  assist: 'assist',
  autopilot: 'autopilot',
};

/** One line above every page, for leads. */
export const steppedDownText = ({ title, level, owner }: SteppedDown['areas'][number]): string =>
  `${title} has stepped down to ${levelWords[level]} by itself: reviewed mistakes are over its budget. Owner: ${owner}.`;

export const percent = (share: number): string => `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;

/** The rate of defects with its interval, as a sentence. */
export function rateWords({ reviewed, defects, rate, lower, upper, days }: AreaQuality): string {
  if (rate === null) return `Nothing reviewed in ${count(days, 'day')}.`;
  return `${percent(rate)} of turns have a defect, ${percent(lower)} to ${percent(upper)}: ${count(defects, 'defect')} in ${count(reviewed, 'review')} of ${count(days, 'day')}.`;
}

export const progressWords = ({ reviewed, drawn }: { reviewed: number; drawn: number }): string =>
  drawn === 0 ? 'Nothing drawn in 7 days' : `${reviewed} of ${drawn} in 7 days`;

/** What became of a turn, and why a person was called. */
export const endedWords = ({ outcome, reason }: Pick<Drawn, 'outcome' | 'reason'>): string =>
  reason === null ? outcomeWords[outcome] : `${outcomeWords[outcome]}: ${reasonWords[reason].toLowerCase()}`;
