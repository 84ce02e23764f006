import { z } from 'zod';
import type { Candidate } from './nearest.ts';
import { type Comparable, type Weigh, weightsOf } from './similarity.ts';
import { type Terms, termsOf } from './terms.ts';

export type Vector = NonNullable<Comparable['vector']>;

/** What is known of a question before it is compared with anything. */
export interface Known {
  /** The turn was counted before. */
  counted: boolean;
  /** The group in which these very words stand. */
  same: number | null;
  /** The highest number of a group so far. */
  last: number;
  /** In how many groups each of its words stands. */
  found: ReadonlyMap<string, number>;
  weigh: Weigh;
}

/** Beyond this many groups a word tells nothing, and counting on would only cost reads. */
const common = 500;
/** Rows of the inverted index that one question may read. */
const postings = 2_000;
/** Groups compared word by word, and wordings compared by their vectors alone. */
const compared = { groups: 24, recent: 200 };

const wordSchema = z.object({ word: z.string(), groups: z.number() });
const wordingSchema = z.object({ number: z.number(), text: z.string(), embedder: z.string().nullable(), vector: z.string().nullable() });

export async function lookUp(
  db: D1Database,
  { site, turn, key, terms }: { site: string; turn: string; key: string; terms: Terms },
): Promise<Known> {
  const [counted, same, last, words] = await db.batch<Record<string, unknown>>([
    db.prepare('SELECT 1 FROM turns WHERE id = ? AND question_group IS NOT NULL').bind(turn),
    db.prepare('SELECT MIN(number) AS number FROM question_wordings WHERE site = ? AND key = ?').bind(site, key),
    db.prepare('SELECT COALESCE(MAX(number), 0) AS number FROM question_groups WHERE site = ?').bind(site),
    db
      .prepare(
        `SELECT value AS word, (SELECT COUNT(*) FROM (SELECT 1 FROM question_words WHERE site = ?1 AND word = value LIMIT ${common})) AS groups
         FROM json_each(?2)`,
      )
      .bind(site, JSON.stringify(terms.words)),
  ]);
  const numberIn = (result: D1Result<Record<string, unknown>> | undefined) =>
    z.object({ number: z.number().nullable() }).parse(result?.results[0]).number;
  const groups = numberIn(last) ?? 0;
  const found = new Map(
    z
      .array(wordSchema)
      .parse(words?.results)
      .map((row) => [row.word, row.groups]),
  );
  return { counted: counted?.results.length !== 0, same: numberIn(same), last: groups, found, weigh: weightsOf(groups, found) };
}

/** The groups a question is compared with. However many there are, reads are bounded: by the rarest words, and by time. */
export async function findCandidates(db: D1Database, site: string, { vector }: Comparable, { found, weigh }: Known): Promise<Candidate[]> {
  // The join order is fixed, because every row of the index would be read otherwise.
  const byWords = `SELECT w.number FROM json_each(?2) AS asked CROSS JOIN question_words AS w
    WHERE w.site = ?1 AND w.word = asked.key GROUP BY w.number ORDER BY SUM(asked.value) DESC, w.number LIMIT ${compared.groups}`;
  const byVector = `SELECT number FROM question_wordings WHERE site = ?1 AND embedder = ?3 ORDER BY last_at DESC LIMIT ${compared.recent}`;
  const { results } = await db
    .prepare(
      `SELECT number, text, embedder, vector FROM question_wordings
       WHERE site = ?1 AND number IN (SELECT number FROM (${byWords}) UNION SELECT number FROM (${byVector}))`,
    )
    .bind(site, JSON.stringify(Object.fromEntries(rarest(found, weigh))), vector?.embedder ?? null)
    .all();
  const byGroup = new Map<number, Comparable[]>();
  for (const row of z.array(wordingSchema).parse(results)) {
    const known = byGroup.get(row.number) ?? [];
    known.push({ terms: termsOf(row.text), vector: decode(row) });
    byGroup.set(row.number, known);
  }
  return [...byGroup].map(([number, wordings]) => ({ number, wordings }));
}

/** Words that lead to groups, rarest first, until they have led to enough rows. */
function rarest(found: ReadonlyMap<string, number>, weigh: Weigh): [word: string, weight: number][] {
  let rows = 0;
  return [...found]
    .filter(([, groups]) => groups > 0)
    .sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1))
    .filter(([, groups], i) => {
      rows += groups;
      return i === 0 || (groups < common && rows <= postings);
    })
    .map(([word]) => [word, weigh(word)]);
}

function decode({ embedder, vector }: z.infer<typeof wordingSchema>): Vector | null {
  if (embedder === null || vector === null) return null;
  return { embedder, values: Int8Array.from(atob(vector), (sign) => sign.charCodeAt(0)) };
}
