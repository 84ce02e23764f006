import type { Check, Claim, Finding } from '../claim.ts';
import type { Literal } from '../literals.ts';

/** Addresses, numbers to call and codes are right letter for letter, or not at all. */
export const literals: Check = (claim) => {
  const known = claim.sources.segments.flatMap((segment) => segment.literals);
  return claim.reading.literals.flatMap((literal): Finding[] => {
    if (known.some((one) => same(one, literal))) return [];
    if (literal.kind === 'code' && inText(literal, claim)) return [];
    if (literal.kind === 'url' && !hosts(claim, known).some((host) => literal.host === host))
      return [{ kind: 'link', words: literal.text }];
    return [{ kind: literal.kind, words: literal.text }];
  });
};

function same(a: Literal, b: Literal): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'phone') return a.key === b.key || a.key.replace(/^0/, '') === b.key.replace(/^0/, '');
  return a.key === b.key;
}

/** A code may be written with other spaces, or be a word of the article. */
const inText = (literal: Literal, { sources }: Claim) => literal.key.length > 2 && sources.hasLetters(literal.key);

const hosts = ({ allowed }: Claim, known: readonly Literal[]) => [
  ...allowed,
  ...known.flatMap(({ host }) => (host === undefined ? [] : [host])),
];
