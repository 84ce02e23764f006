import type { Check } from '../claim.ts';

/** Opposites that WordNet does not have, or not of these words. Either side of a line against the other. */
const opposites = [
  ['before', 'after'],
  ['earlier', 'later'],
  ['inside', 'outside'],
  ['with', 'without'],
  ['minimum', 'maximum'],
  ['free', 'paid'],
  ['included', 'extra'],
  ['included', 'excluded'],
  ['included', 'separately'],
  ['possible', 'impossible'],
  ['optional', 'required'],
  ['optional', 'mandatory'],
  ['allowed', 'forbidden'],
  ['allowed', 'prohibited'],
  ['accepted', 'refused'],
  ['accepted', 'rejected'],
  ['machine', 'hand'],
  ['sender', 'recipient'],
  ['warm', 'cool'],
  ['damp', 'dry'],
  ['wet', 'dry'],
] as const;
const pairs = new Map<string, Set<string>>();
for (const [a, b] of opposites) {
  pairs.set(a, (pairs.get(a) ?? new Set()).add(b));
  pairs.set(b, (pairs.get(b) ?? new Set()).add(a));
}

/** A word that the best sources do not have, whose opposite they do: "open" for "closed". */
export const contradiction: Check = ({ supports, ranked, reading, lexicon, language }) => {
  const top = ranked[0];
  if (language !== 'en' || !lexicon || !top || top.cover < 0.5) return [];
  const best = ranked.filter(({ cover }) => cover >= top.cover * 0.95);
  for (const { word, weight } of supports) {
    if (word.negated || weight < 0.2) continue;
    const listed = pairs.get(word.lower);
    const against = best.every(({ segment }) => {
      if (segment.words.some((one) => one.stem === word.stem || (word.id >= 0 && lexicon.same(word.id).includes(one.id)))) return false;
      return segment.words.some(
        (one) => !one.negated && (listed?.has(one.lower) || (word.id >= 0 && lexicon.opposite(word.id).includes(one.id))),
      );
    });
    if (against) return [{ kind: 'contradiction', words: word.text }];
  }
  // Before and after are too small to be aligned, and turn a sentence round.
  const turned = (['before', 'after'] as const).filter((one, i) => {
    const other = i === 0 ? 'after' : 'before';
    const has = (text: string, word: string) => new RegExp(`\\b${word}\\b`, 'i').test(text);
    return (
      has(reading.text, one) &&
      best.every(({ segment }) => has(segment.text, other) && !has(segment.text, one) && !has(reading.text, other))
    );
  });
  return turned.length > 0 && top.cover > 0.7 ? [{ kind: 'contradiction', words: turned[0] ?? '' }] : [];
};
