import type { Check, Claim, Finding } from '../claim.ts';
import { stemOf } from '../stems.ts';

const universal =
  /\b(all|every|everything|anything|everyone|anyone|everybody|everywhere|anywhere)\b(?!\s+(?:of\s+)?(?:these|this|those|that|them|the above|you need|in all|right|set|time|other|\d|half|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|(?:second|minute|hour|day|week|month|year)s?\b))/gi;
const universalOnce =
  /\b(?:all|every|each|any|everything|anything|everyone|anyone|everybody|everywhere|anywhere|entire|whole|both|whatever|whichever|alle|jede[rsnm]?|todos|todas|tous|toutes|tutti|tutte)\b/i;
const partial =
  /\b(?:some|most|many|several|certain|few|almost|nearly|part of|parts of|selected|sometimes|often|first|only|up to|for example|such as)\b/i;
const alone = /^(?:everything|anything|everyone|anyone|everybody|everywhere|anywhere)$/;

/** "some" and "most" must not become "all". */
export const scope: Check = (claim) => {
  if (claim.language !== 'en' || claim.abstains) return [];
  const { reading, ranked } = claim;
  const top = ranked[0];
  for (const match of reading.text.matchAll(universal)) {
    const word = (match[1] ?? '').toLowerCase();
    if (
      /(?:almost|nearly|not|n't|at|after|above|(?:%|percent|cent|part|most|half|share|third|quarter|best|largest|\d) of)\s+$/i.test(
        reading.text.slice(0, match.index),
      )
    )
      continue;
    const best = ranked.filter(({ cover }) => top && cover >= top.cover * 0.95);
    if (top && top.cover >= 0.5 && best.every(({ segment }) => partial.test(segment.text) && !isUniversal(segment.text)))
      return [finding(word)];
    if (alone.test(word) ? !ofTheKind(word, claim.sources.text) : isNew(reading.text.slice(match.index + word.length), claim.said, claim))
      return [finding(word)];
  }
  return [];
};

/** "everywhere" needs a source that speaks of every place. */
const ofTheKind = (word: string, text: string) =>
  (/where$/.test(word)
    ? /\b(?:everywhere|anywhere|worldwide|(?:all|every|any) (?:\w+ )?(?:countr|place|store|cit))/i
    : /thing$/.test(word)
      ? /\b(?:everything|anything|all|any)\b/i
      : universalOnce
  ).test(text);
const finding = (words: string): Finding => ({ kind: 'scope', words });
const isUniversal = (text: string) =>
  universalOnce.test(text.replace(/\b(?:almost|nearly|not) (?:all|every|everything|any)\b|\bat all\b/gi, ' '));

/** All of something of which the sources never say all, or any, or none. */
function isNew(behind: string, said: ReadonlySet<string>, { sources, language }: Claim): boolean {
  const nouns =
    (behind.match(/^(?:\s+(?:of\s+|the\s+|our\s+|your\s+)*[\p{L}-]+){1,3}/u)?.[0] ?? '').toLowerCase().match(/[\p{L}-]{3,}/gu) ?? [];
  const stems = new Set(nouns.map((noun) => stemOf(noun, language)));
  const places = [...stems].flatMap((stem) => sources.places(stem));
  if (places.length === 0) return false;
  return !places.some(({ segment, word: at }) => {
    const before = segment.text.slice(Math.max(0, at.at - 24), at.at);
    const universalThere = universalOnce.exec(before);
    if (!universalThere) return /\b(?:no|always)\b/i.test(segment.text);
    // "all EU countries" are not all countries.
    const between = before.slice(universalThere.index + universalThere[0].length).match(/\p{Lu}[\p{L}-]+/gu) ?? [];
    return between.every((name) => said.has(stemOf(name.toLowerCase(), language)));
  });
}
