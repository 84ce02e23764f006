import type { Check, Claim, Kind } from '../claim.ts';
import type { Quantity } from '../quantities.ts';
import type { Segment } from '../sources.ts';
import { stemOf } from '../stems.ts';
import { isMoney } from '../units.ts';

/** Numbers that count what an answer itself lists: "there are three ways". */
const listed =
  /^(?:way|option|step|reason|thing|point|type|kind|factor|method|example|tip|part|category|main|key|different|common|major|primary|passage|possible)s?$/;

/** Every number, price, duration and share of a sentence stands in the sources, with the same unit and of the same thing. */
export const numbers: Check = (claim) =>
  claim.reading.quantities.flatMap((quantity) => {
    if (quantity.of === 'count' && quantity.nouns.some((noun) => listed.test(noun)) && (quantity.values[0] ?? 0) <= 12) return [];
    if (quantity.of === 'count' && quantity.label) return [];
    const places = placesOf(quantity, claim);
    if (places.length === 0 && isCounted(quantity, claim)) return [];
    const bounded = places.some(({ found }) => agree(quantity, found));
    const own = places.map(({ segment }) => segment);
    if (bounded && !belongsElsewhere(quantity, own, claim)) return [];
    return [{ kind: kindOf(quantity.of), words: quantity.text }];
  });

/** "two friends": how many there are of what the sources name one by one, where they never count it. */
const isCounted = ({ of, text, raw, nouns }: Quantity, { sources, language }: Claim) =>
  of === 'count' &&
  /^\p{L}/u.test(text) &&
  (raw[0] ?? 9) <= 4 &&
  nouns.length > 0 &&
  !sources.segments.some((segment) =>
    segment.quantities.some(
      (one) => one.of === 'count' && one.nouns.some((noun) => nouns.some((own) => stemOf(own, language) === stemOf(noun, language))),
    ),
  );

export const kindOf = (of: string): Kind =>
  of === '%' ? 'percentage' : isMoney(of) ? 'price' : /^(?:time|workday|month|clock)$/.test(of) ? 'duration' : 'number';

interface Found {
  found: Quantity;
  segment: Segment;
}

function placesOf(quantity: Quantity, claim: Claim): Found[] {
  return claim.sources.segments.flatMap((segment) =>
    segment.quantities.flatMap((found) =>
      sameValue(quantity, found) && sameThing(quantity, found, segment, claim) ? [{ found, segment }] : [],
    ),
  );
}

const equal = (a: readonly number[], b: readonly number[]) =>
  a.some((x) => b.some((y) => Math.abs(x - y) <= 1e-6 * Math.max(1, Math.abs(x))));
/** Where one of them is a cell of a table, without a unit, the numbers as they are written. */
const sameValue = (a: Quantity, b: Quantity) =>
  equal(a.values, b.values) || ((a.of === 'count') !== (b.of === 'count') && equal(a.raw, b.raw));

/** A bare number of a table may count anything, as its head says elsewhere. */
function sameThing(quantity: Quantity, found: Quantity, segment: Segment, { language, lexicon }: Claim): boolean {
  if (quantity.of !== found.of) {
    if (found.of === 'count') return found.nouns.length === 0 && !isMoney(quantity.of) && quantity.of !== '%';
    return quantity.of === 'count' && quantity.nouns.length === 0;
  }
  if (quantity.of !== 'count' || quantity.nouns.length === 0 || found.nouns.length === 0) return true;
  return quantity.nouns.some((noun) => {
    const stem = stemOf(noun, language);
    const id = lexicon?.id(stem) ?? -1;
    return segment.words.some(
      (word) => word.stem === stem || (id >= 0 && (lexicon?.same(id).includes(word.id) || lexicon?.narrower(id).includes(word.id))),
    );
  });
}

/** "at least" is not "up to". */
const agree = (a: Quantity, b: Quantity) => a.bound === null || b.bound === null || a.bound === b.bound;

/**
 * A row that has more of the sentence's words, and another number for them: "a half sole with toe rand costs 45" where
 * that is the price of the half sole alone.
 */
function belongsElsewhere(quantity: Quantity, own: readonly Segment[], claim: Claim): boolean {
  if (quantity.of === 'count' && quantity.nouns.length === 0) return false;
  const covers = own.map((segment) => covered(segment, claim));
  return claim.sources.segments.some((segment) => {
    if (own.includes(segment)) return false;
    const rivals = segment.quantities.filter((one) => one.of === quantity.of);
    if (rivals.length === 0 || rivals.some((one) => claim.reading.quantities.some((said) => said.of === one.of && sameValue(said, one))))
      return false;
    if (quantity.of === 'count' && !rivals.some((one) => one.nouns.some((noun) => quantity.nouns.includes(noun)))) return false;
    const more = covered(segment, claim);
    return more.size > 0 && covers.every((set) => more.size > set.size && [...set].every((stem) => more.has(stem)));
  });
}

function covered(segment: Segment, { supports }: Claim): Set<string> {
  const found = new Set<string>();
  for (const { word, support, places } of supports)
    if (support >= 0.7 && places.some((place) => place.segment === segment)) found.add(word.stem);
  return found;
}
