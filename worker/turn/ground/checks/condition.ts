import type { Check, Claim } from '../claim.ts';
import type { Word } from '../reading.ts';
import type { Segment } from '../sources.ts';

/** By language: "se" is "if" in Italian, and half of a verb in Spanish. */
const openings: Record<string, RegExp> = {
  en: /^(?:if|unless|except|provided|when|whenever|until)$/,
  de: /^(?:wenn|falls|außer|sofern|solange)$/,
  es: /^(?:si|salvo|excepto)$/,
  fr: /^(?:si|sauf)$/,
  it: /^(?:se|tranne|salvo)$/,
  pt: /^(?:salvo|exceto|caso)$/,
  nl: /^(?:als|indien|tenzij|behalve)$/,
};
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
  for (const { words, at } of conditionsOf(segment, claim.language)) {
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
function conditionsOf(segment: Segment, language: string): { words: Word[]; at: number }[] {
  const found: { words: Word[]; at: number }[] = [];
  const { words } = segment;
  for (let i = 0; i < words.length; i++) {
    const [one, next] = [words[i], words[i + 1]];
    if (!one) continue;
    const two = `${one.lower} ${next?.lower ?? ''}`;
    const opens = openings[language]?.test(one.lower) || twofold.test(two) || (only.test(one.lower) && i > 0);
    if (!opens || isIdle(two, words[i + 2]?.lower ?? '')) continue;
    const clause = next?.clause ?? one.clause;
    let end = i + 1;
    while (end < words.length && (words[end]?.clause === clause || words[end]?.clause === one.clause)) end++;
    found.push({ words: words.slice(i + 1, end), at: one.at });
    i = Math.max(i, end - 1);
  }
  return found;
}

/** Words of politeness and of time that no claim hangs on. */
function isIdle(two: string, third: string): boolean {
  if (/^with /.test(two)) return !/^(?:valid|proof|receipt)$/.test(third) && two !== 'with valid';
  if (two === 'if you') return /^(?:like|want|wish|would|prefer)$/.test(third);
  return /^(?:if possible|when (?:you|it|the|a))$/.test(two);
}
