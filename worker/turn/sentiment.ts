import type { Facts } from '../../policy/schema.ts';
import { featuresOf } from './classify/features.ts';

/** From here a message goes to a person. */
const negativeFrom = 0.5;
/** How alike two messages have to be for the second to be the first again. */
const same = 0.75;

export interface Heard {
  text: string;
  /** The customer's messages before it. */
  recent: readonly string[];
  /** Weights of the cue phrases that it holds. */
  cues: readonly number[];
  /** What the classifier makes of it where it is sure, else 0. */
  fitted: number;
}

/**
 * -1 (angry) to 1. Cue phrases carry their weights from the policy. Shouting, repeated marks and saying the same thing again add up, and
 * two of them are enough; one alone is no anger.
 */
export function sentimentOf({ text, recent, cues, fitted }: Heard): Facts['sentiment'] {
  const letters = text.replace(/[^\p{L}]/gu, '');
  const shouting = letters.length > 10 && letters.replace(/[^\p{Lu}]/gu, '').length / letters.length > 0.7;
  const marks = /[!?]{3,}/.test(text);
  const emphasis = Number(shouting) * 0.3 + Number(marks) * 0.3 + Number(repeats(text, recent)) * 0.3;
  const cued = cues.reduce((sum, weight) => sum + weight, 0) + emphasis;
  const score = -Math.min(1, Math.max(cued, fitted));
  return { score: score === 0 ? 0 : Number(score.toFixed(2)), negative: cued >= negativeFrom || fitted > 0 };
}

/** "Where is my parcel?", and later "WHERE IS MY PARCEL". */
function repeats(text: string, recent: readonly string[]): boolean {
  if (recent.length === 0 || text.split(/\s+/).length < 3) return false;
  const own = featuresOf(text);
  const values = new Map([...own.at].map((place, k) => [place, own.value[k] ?? 0]));
  return recent.some((earlier) => {
    const other = featuresOf(earlier);
    return other.at.reduce((sum, place, k) => sum + (values.get(place) ?? 0) * (other.value[k] ?? 0), 0) >= same;
  });
}
