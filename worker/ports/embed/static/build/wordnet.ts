/** What of WordNet makes texts: definitions and examples as they are, and words by kind, the usual ones first. */
export interface Words {
  definitions: string[];
  examples: string[];
  nouns: string[];
  verbs: string[];
  adjectives: string[];
  /** Terms of two or three usual words, as "credit card". */
  compounds: string[];
}

/** A marked sense counts for this many words in definitions, as the marks come from ordinary texts. */
const senseWeight = 10;
const usual = 24_000;
const word = /^[a-z]{1,20}$/;

export function readWordnet(files: ReadonlyMap<string, Uint8Array>): Words {
  const lines = (name: string): string[] => {
    const bytes = files.get(`dict/${name}`);
    if (!bytes) throw new Error(`WordNet has no file ${name}`);
    return Buffer.from(bytes).toString('latin1').split('\n');
  };
  const entries = (['noun', 'verb', 'adj', 'adv'] as const).flatMap((kind) =>
    lines(`data.${kind}`).flatMap((line) => {
      const [head, gloss] = line.split(' | ');
      if (line.startsWith('  ') || !head || !gloss) return [];
      const fields = head.split(' ');
      const count = Number.parseInt(fields[3] ?? '0', 16);
      const lemmas = Array.from({ length: count }, (_, i) => (fields[4 + 2 * i] ?? '').toLowerCase().replace(/\(.*\)/, ''));
      return [{ kind, lemmas, parts: gloss.trim().split(';') }];
    }),
  );
  const rank = ranks(
    entries.flatMap(({ parts }) => parts),
    lines('index.sense'),
  );
  const at = (one: string) => rank.get(one) ?? Number.POSITIVE_INFINITY;
  /** Of the usual words only, and of a customer's length. */
  const plain = (text: string) => {
    const words = text.toLowerCase().match(/[a-z']+/g) ?? [];
    return words.length >= 2 && words.length <= 24 && words.every((one) => rank.has(one.replace(/'.*/, '')));
  };
  const found: Words = { definitions: [], examples: [], nouns: [], verbs: [], adjectives: [], compounds: [] };
  for (const { parts } of entries) {
    for (const part of parts.map((one) => one.trim())) {
      const quoted = /^"(.*)"?$/.exec(part);
      const text = (quoted?.[1] ?? part).replaceAll('"', '').trim();
      if (plain(text)) (quoted ? found.examples : found.definitions).push(text);
    }
  }
  const byRank = (kind: string, limit: number) => {
    const lemmas = entries.filter((one) => one.kind === kind).flatMap((one) => one.lemmas);
    return [...new Set(lemmas)].filter((one) => one.length > 2 && at(one) < limit).sort((a, b) => at(a) - at(b));
  };
  const compounds = entries.flatMap(({ lemmas }) => lemmas.filter((one) => one.includes('_')).map((one) => one.split('_')));
  return {
    ...found,
    nouns: byRank('noun', 8_000),
    verbs: byRank('verb', 5_000),
    adjectives: byRank('adj', 4_000),
    compounds: [
      ...new Set(compounds.filter((parts) => parts.length <= 3 && parts.every((one) => at(one) < 12_000)).map((parts) => parts.join(' '))),
    ],
  };
}

/** Place of each usual word in the order of use: how often definitions have it, and how often its senses are marked in texts. */
export function ranks(glosses: readonly string[], senses: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (one: string, count: number) => counts.set(one, (counts.get(one) ?? 0) + count);
  for (const gloss of glosses) for (const one of gloss.toLowerCase().match(/[a-z]+/g) ?? []) add(one, 1);
  for (const sense of senses) {
    const [key = '', , , tags] = sense.split(' ');
    add(key.split('%')[0] ?? '', senseWeight * Number(tags ?? 0));
  }
  const sorted = [...counts].filter(([one, count]) => count > 0 && word.test(one)).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return new Map(sorted.slice(0, usual).map(([one], i) => [one, i]));
}
