import type { Check, Finding } from '../claim.ts';
import type { Reading } from '../reading.ts';

/** Words of certainty; one stands for all of its line. */
const certain = [
  /\b(?:always|every time|at all times|in any case|in every case|without exception)\b/i,
  /\b(?:definitely|certainly|surely|undoubtedly|without (?:a )?doubt|absolutely|no matter what|for sure)\b/i,
  /\bguarantee(?:s|d)?\b/i,
  /\b(?:siempre|toujours|immer|sempre|altijd)\b/i,
  /\b(?:garantizado|garanti|garantiert|garantido|garantito|gegarandeerd|ganz sicher|sin duda|certainement|com certeza|sicuramente)\b/i,
];
const weak =
  /\b(?:may|might|could|sometimes|usually|often|normally|generally|typically|mostly|probably|likely|possibly|perhaps|can|kann|können|meist|oft|manchmal|normalerweise|puede|pueden|suele|suelen|a veces|peut|peuvent|parfois|souvent|pode|podem|às vezes|può|possono|a volte|kan|kunnen|soms|meestal)\b/i;
const strong = /\b(?:will|shall|must|always|never|'ll)\b/i;
const hedged =
  /\b(?:may|might|could|can|sometimes|usually|often|normally|generally|typically|mostly|probably|likely|possibly|perhaps|about|around|approximately|roughly|should|if|unless)\b/i;
/** What is possible must not be said as what is. */
const possible = /\b(?:may|might|could)\b(?! not be\b)/i;

/** "may" and "usually" must not become "will" and "always". */
export const modality: Check = ({ reading, sources, pairs, language }) => {
  const found: Finding[] = [];
  for (const pattern of certain) {
    const said = pattern.exec(reading.text)?.[0];
    if (said !== undefined && !pattern.test(sources.text)) found.push({ kind: 'modality', words: said });
  }
  if (found.length > 0 || language !== 'en') return found;
  for (const { words, cover, best } of pairs) {
    if (cover < 0.6 || best.length === 0) continue;
    const clause = words[0]?.word.clause ?? 0;
    const own = wordsOf(reading, clause);
    if (hedged.test(own)) continue;
    const said = strong.exec(own)?.[0];
    const there = best.map((one) => wordsOf(one.segment, one.clause));
    if (said !== undefined && there.every((text) => weak.test(text) && !strong.test(text))) return [{ kind: 'modality', words: said }];
    if (there.every((text) => possible.test(text) && !/\byou (?:may|might|could)\b/.test(text)))
      return [{ kind: 'modality', words: own.slice(0, 60) }];
  }
  return found;
};

const wordsOf = ({ words }: Reading, clause: number) => words.flatMap((word) => (word.clause === clause ? [word.lower] : [])).join(' ');
