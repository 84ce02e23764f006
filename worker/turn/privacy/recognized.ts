import { privacyTypes } from '../../../policy/privacy.ts';
import type { Facts, Topic } from '../../../policy/schema.ts';
import type { Scores } from '../classify/read.ts';

/** Topics of this area are requests about personal data; the id of one says which right is used. */
const AREA = 'privacy';
const PREFIX = 'privacy-';
const typeOf = (id: string) => privacyTypes.find((type) => id === `${PREFIX}${type}`);

/** Of requests about personal data the one in plain words: "delete my data" is no request for a copy, however like one it looks. */
export function asNamed<Match extends { topic: Pick<Topic, 'id' | 'area'>; cue: boolean }>(
  found: Match | undefined,
  matches: readonly Match[],
): Match | undefined {
  if (found?.topic.area !== AREA) return found;
  return matches.find(({ cue, topic }) => cue && topic.area === AREA && typeOf(topic.id) !== undefined) ?? found;
}

/**
 * Whether a message uses a right over personal data, and which: its topic says so, or, for a topic of the area that names none,
 * the likeliest of those that the classifier is sure of.
 */
export function privacyIn(topic: Pick<Topic, 'id' | 'area'> | undefined, scores: Scores): Facts['privacy'] {
  if (topic?.area !== AREA) return { matched: false, type: '' };
  const named = typeOf(topic.id);
  if (named) return { matched: true, type: named };
  const [likeliest] = privacyTypes
    .flatMap((type) => {
      const score = scores.get(`${PREFIX}${type}`);
      return score?.matched ? [{ type, probability: score.probability }] : [];
    })
    .sort((a, b) => b.probability - a.probability);
  return { matched: true, type: likeliest?.type ?? '' };
}
