import type { Pair } from '../align.ts';
import type { Check, Claim, Finding } from '../claim.ts';
import type { Place, Segment } from '../sources.ts';

/** How much of a clause has to be found before its sense is compared. */
const enough = 0.5;
const exceptive =
  /\b(?:only|unless|except|apart from|other than|nur|außer|solo|sólo|salvo|seulement|sauf|uniquement|somente|apenas|exceto|soltanto|tranne|alleen|behalve)\b/i;
/** "If you do not have it": a case, not a claim. */
const supposing = /^(?:if|when|whenever|unless|until|should|in case|once|wenn|falls|si|se|als|indien)\b/i;

/** "can be returned" where the source has "cannot be returned", or the other way round. */
export const negation: Check = (claim) => {
  if (claim.abstains || exceptive.test(claim.reading.text) || opposed(claim)) return [];
  return [...flipped(claim), ...takenBack(claim)].slice(0, 1);
};

/** "do not open" for "leave closed". */
function opposed({ reading, lexicon, sources, ranked }: Claim): boolean {
  const best = ranked.slice(0, 2).map(({ segment }) => segment);
  return reading.words.some(({ negated, id }) => {
    const opposites = negated && id >= 0 && lexicon ? [...lexicon.opposite(id)] : [];
    return opposites.some((one) => sources.byId(one).some(({ word, segment }) => !word.negated && best.includes(segment)));
  });
}

const isQuestion = ({ text }: Segment) => /\?["')]*$/.test(text);
const takesBack = (segment: Segment, clause: number) =>
  segment.words.some((word) => word.clause === clause && (word.negated || word.negator));

function flipped({ pairs, reading, sources }: Claim): Finding[] {
  for (const { words, cover, best } of pairs) {
    const clause = words[0]?.word.clause ?? 0;
    const all = reading.words.filter((word) => word.clause === clause);
    const opening = all[0];
    if (opening && supposing.test(reading.text.slice(opening.at))) continue;
    const meets = (one: Place, { segment, clause: at }: Pair['best'][number]) => one.segment === segment && one.word.clause === at;
    const matched = words.filter(({ support, places }) => support >= 0.7 && places.some((place) => best.some((one) => meets(place, one))));
    // One word alone has to be the very word; of more, two have to meet in one place.
    const there = best.filter(
      (one) =>
        !isQuestion(one.segment) &&
        matched.filter(({ places }) => places.some((place) => meets(place, one))).length >= Math.min(2, words.length),
    );
    if (cover < enough || there.length === 0 || (words.length === 1 && (matched[0]?.support !== 1 || reading.literals.length > 0)))
      continue;
    if (there.some(({ segment }) => exceptive.test(segment.text))) continue;
    const own = all.some((word) => word.negated || word.negator);
    // A word that has its negation in itself says in the sources what it says here.
    if (
      all.some(
        (word) =>
          word.negated && word.text.toLowerCase() !== word.stem && /^(?:un|non|in|dis)/.test(word.lower) && sources.hasWord(word.lower),
      )
    )
      continue;
    if (there.some((one) => takesBack(one.segment, one.clause) === own)) continue;
    const turned = matched.filter(({ word, places }) =>
      places.some((place) => place.word.negated !== word.negated && there.some((one) => meets(place, one))),
    );
    if (turned.length > 0) return [{ kind: 'negation', words: turned.map(({ word }) => word.text).join(' ') }];
  }
  return [];
}

/** A negation of something that the sources only ever affirm. */
function takenBack({ supports, reading, language }: Claim): Finding[] {
  if (language !== 'en' || supposing.test(reading.text)) return [];
  const negated = supports.filter(({ word }) => word.negated && !/^(?:un|non|in|dis)/.test(word.lower));
  const affirmed = negated.filter(
    ({ support, places, weight }) =>
      support === 1 &&
      weight >= 0.3 &&
      places.length > 0 &&
      !places.some(({ word, segment }) => isQuestion(segment) || takesBack(segment, word.clause)),
  );
  return negated.length > 0 && affirmed.length === negated.length
    ? [{ kind: 'negation', words: affirmed.map(({ word }) => word.text).join(' ') }]
    : [];
}
