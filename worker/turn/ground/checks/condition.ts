import type { Check, Claim } from '../claim.ts';
import type { Word } from '../reading.ts';
import type { Segment } from '../sources.ts';

const opening =
  /^(?:if|unless|except|provided|when|whenever|until|wenn|falls|außer|sofern|solange|si|salvo|excepto|sauf|se|exceto|tranne|als|tenzij|behalve)$/;
/** Conditions of two words. */
const twofold =
  /^(?:only (?:if|when|in|with|for|to|where|by|after|from)|as long|so long|with a|with valid|nur (?:wenn|mit|in|für)|sólo (?:si|con)|solo (?:si|se|con|in)|seulement (?:si|avec)|apenas (?:se|com)|alleen (?:als|met|in))$/;
const only = /^(?:only|nur|sólo|solo|seulement|uniquement|apenas|somente|soltanto|alleen)$/;
/** How much of a condition has to be said. */
const enough = 0.34;

/** The condition under which something holds is part of it: "can be returned" for "can be returned only if unopened". */
export const condition: Check = (claim) => {
  const { ranked, supports, reading, abstains } = claim;
  const top = ranked[0];
  if (abstains || !top || top.cover < 0.6 || supports.length < 1) return [];
  const best = ranked.filter(({ cover }) => cover >= top.cover * 0.999);
  const dropped = best.map(({ segment }) => droppedFrom(segment, claim));
  const words = dropped.find((one) => one !== null);
  if (words === undefined || words === null || dropped.some((one) => one === null)) return [];
  // A sentence that has a condition of its own may be saying the same in other words.
  return /\b(?:if|unless|only|except|otherwise|wenn|si|se|als)\b/i.test(reading.text) ? [] : [{ kind: 'condition', words }];
};

function droppedFrom(segment: Segment, claim: Claim): string | null {
  for (const { words, at } of conditionsOf(segment)) {
    const telling = words.filter((word) => word.content);
    if (telling.length === 0) continue;
    // Only where the rest of the segment is what the sentence says.
    const inside = claim.supports.filter(
      ({ support, places }) => support >= 0.7 && places.some((place) => place.segment === segment && words.includes(place.word)),
    );
    const outside = claim.supports.filter(
      ({ support, places }) => support >= 0.7 && places.some((place) => place.segment === segment && !words.includes(place.word)),
    );
    if (outside.length === 0 || inside.length > outside.length) continue;
    const kept = telling.filter((word) => claim.said.has(word.stem) || near(word, claim)).length / telling.length;
    if (kept < enough) return segment.text.slice(at, at + 60);
  }
  return null;
}

const near = (word: Word, { said, lexicon }: Claim) =>
  word.id >= 0 && lexicon !== null && [...said].some((stem) => lexicon.same(word.id).includes(lexicon.id(stem)));

/** Runs of words from what opens a condition to the end of its clause. */
function conditionsOf(segment: Segment): { words: Word[]; at: number }[] {
  const found: { words: Word[]; at: number }[] = [];
  const { words } = segment;
  for (let i = 0; i < words.length; i++) {
    const [one, next] = [words[i], words[i + 1]];
    if (!one) continue;
    const two = `${one.lower} ${next?.lower ?? ''}`;
    const opens = opening.test(one.lower) || twofold.test(two) || (only.test(one.lower) && i > 0);
    if (!opens || (one.lower === 'with' && !/valid|proof|receipt/.test(words[i + 2]?.lower ?? '') && next?.lower !== 'valid')) continue;
    if (/^(?:if possible|when you|when it|when the|when a)$/.test(two) && one.lower !== 'if') continue;
    if (two === 'if possible' || (two === 'if you' && /^(?:like|want|wish|would|prefer)$/.test(words[i + 2]?.lower ?? ''))) continue;
    const clause = next?.clause ?? one.clause;
    let end = i + 1;
    while (end < words.length && (words[end]?.clause === clause || words[end]?.clause === one.clause)) end++;
    found.push({ words: words.slice(i + 1, end), at: one.at });
    i = Math.max(i, end - 1);
  }
  return found;
}
