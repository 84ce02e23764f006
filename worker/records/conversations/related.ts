import { z } from 'zod';
import { weightsOf } from '../questions/similarity.ts';
import { termsOf } from '../questions/terms.ts';
import { facet } from './facets.ts';
import { facetsMatch, quoted } from './match.ts';
import { columns, pastOf } from './row.ts';
import type { Archived, Past, Related } from './schema.ts';

const earlierAtMost = 10;
const similarAtMost = 5;
/** How much of a question is looked at, in characters and words. */
const looked = { question: 2_000, words: 24, other: 4_000 };
/** A word that stands in more than this share of the conversations tells them apart no more. */
const common = 0.1;
/** In the first few conversations every word is rare. */
const few = 40;
/** More are not counted: how common a word is needs no more. */
const counted = 20_000;
/** The rarest words that are searched for, and the conversations that are compared. */
const searched = { words: 8, conversations: 30 };
/** Share of what a question's words tell that has to be in the other question too. */
const alike = 0.3;

type Of = Pick<Archived, 'id' | 'language' | 'asked'>;

/** What a person who opens a conversation may want to know: what this customer asked before, and how others like it ended. */
export async function relatedTo(db: D1Database, site: string, customer: string, one: Of): Promise<Related> {
  const [earlier, similar] = await Promise.all([earlierOf(db, site, customer, one.id), similarTo(db, site, one)]);
  return { customer, earlier, similar };
}

/** Of the same customer, those that began last first. */
async function earlierOf(db: D1Database, site: string, customer: string, id: string): Promise<Past[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM conversations AS c WHERE c.site = ?1 AND c.customer = ?2 AND c.id <> ?3
       ORDER BY c.number DESC LIMIT ${earlierAtMost}`,
    )
    .bind(site, customer, id)
    .all();
  return results.map((row) => pastOf(row).past);
}

const foundSchema = z.looseObject({ answer: z.string(), asked: z.string() });

/**
 * Resolved by a person, and asked with the same rare words: those in the same language first, then by how much of what the
 * question's words tell is in both.
 */
async function similarTo(db: D1Database, site: string, { id, language, asked }: Of): Promise<Related['similar']> {
  // What was written last is what is asked now.
  const latest = asked.split('\n').reverse().join('\n');
  const words = termsOf(latest.slice(0, looked.question)).words.slice(0, looked.words);
  if (words.length === 0) return [];
  const { total, standing } = await frequencies(db, site, words);
  const rare = words
    .filter((word) => standingIn(standing, word) > 0 && standingIn(standing, word) <= Math.max(few, total * common))
    .sort((a, b) => standingIn(standing, a) - standingIn(standing, b))
    .slice(0, searched.words);
  if (rare.length === 0) return [];
  const expression = `${facetsMatch(site, [facet('resolvedBy', 'person')])} AND asked : (${rare.map((word) => `${quoted(word)} *`).join(' OR ')})`;
  const { results } = await db
    .prepare(
      `SELECT ${columns}, c.last_answer AS answer, substr(conversation_words.asked, 1, ${looked.other}) AS asked
       FROM conversation_words CROSS JOIN conversations AS c ON c.number = conversation_words.rowid
       WHERE conversation_words MATCH ?3 AND c.site = ?1 AND c.id <> ?2 AND c.last_answer <> ''
       ORDER BY conversation_words.rank LIMIT ${searched.conversations}`,
    )
    .bind(site, id, expression)
    .all();
  const weigh = weightsOf(total, standing);
  const all = words.reduce((sum, word) => sum + weigh(word), 0);
  return results
    .map((row) => {
      const found = foundSchema.parse(row);
      const other = new Set(termsOf(found.asked).words);
      const shared = words.filter((word) => other.has(word));
      const share = shared.reduce((sum, word) => sum + weigh(word), 0) / all;
      return { ...pastOf(row), answer: found.answer, share };
    })
    .filter(({ share }) => share >= alike)
    .sort((a, b) => rank(b.past) - rank(a.past) || b.share - a.share || b.number - a.number)
    .slice(0, similarAtMost)
    .map(({ past, answer }) => ({ ...past, answer }));

  function rank(past: Past): number {
    return past.language === language ? 1 : 0;
  }
}

const standingIn = (standing: ReadonlyMap<string, number>, word: string) => standing.get(word) ?? 0;

/** In how many conversations each word stands, over all sites: only how rare it is matters. */
async function frequencies(db: D1Database, site: string, words: readonly string[]) {
  const [all, each] = await db.batch<Record<string, unknown>>([
    db.prepare(`SELECT COUNT(*) AS total FROM (SELECT 1 FROM conversations WHERE site = ? LIMIT ${counted})`).bind(site),
    db
      .prepare(
        `SELECT words.value AS word, (SELECT SUM(doc) FROM conversation_terms
           WHERE term >= words.value AND term < words.value || char(1114111) AND col = 'asked') AS standing
         FROM json_each(?) AS words`,
      )
      .bind(JSON.stringify(words)),
  ]);
  const rows = z.array(z.object({ word: z.string(), standing: z.number().nullable() })).parse(each?.results);
  const [{ total } = { total: 0 }] = z.array(z.object({ total: z.number() })).parse(all?.results);
  return { total, standing: new Map(rows.map(({ word, standing }) => [word, standing ?? 0])) };
}
