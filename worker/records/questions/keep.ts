import { sameQuestion } from '../../../kb/questions.ts';
import { type EmbedPort, notInstalled } from '../../ports/embed/port.ts';
import type { TurnRecord } from '../../turn/record.ts';
import { findCandidates, lookUp, type Vector } from './candidates.ts';
import { nearest } from './nearest.ts';
import type { Comparable } from './similarity.ts';
import { termsOf } from './terms.ts';
import { questionText } from './unanswered.ts';

/** Distinct wordings that a group keeps. Further ones are counted, and stay readable with their turns. */
const wordingsKept = 20;
/** Below this the best passage is a shot in the dark, and naming its article would mislead. */
const near = 0.2;
/** Groups that others may open in between before this one waits in the outbox. */
const tries = 5;

/**
 * Counts an unanswered question in the group it is most like, or opens one. The turn's row has to be there: it remembers
 * the group, so that delivering the turn again changes nothing.
 */
export async function keepQuestion(db: D1Database, site: string, record: TurnRecord, embed: EmbedPort = notInstalled): Promise<void> {
  const text = questionText(record);
  const [terms, key] = [termsOf(text), sameQuestion(text)];
  let vector: Vector | null | undefined;
  for (let left = tries; ; left--) {
    const known = await lookUp(db, { site, turn: record.id, key, terms });
    if (known.counted) return;
    // Words that are known need no comparison: a flood of one question asks the embedder once.
    if (known.same === null && vector === undefined) vector = await vectorOf(embed, text);
    const question: Comparable = { terms, vector: vector ?? null };
    const joins = known.same ?? nearest(question, await findCandidates(db, site, question, known), known.weigh);
    try {
      await db.batch(writes(db, { site, record, text, key, question, joins, last: known.last }));
      return;
    } catch (error) {
      // Somebody else opened the group of this number meanwhile; it may be the one this question belongs to.
      const raced = joins === null && /UNIQUE constraint/i.test(error instanceof Error ? error.message : '');
      if (!raced || left <= 1) throw error;
    }
  }
}

async function vectorOf(embed: EmbedPort, text: string): Promise<Vector | null> {
  const [values] = (await embed.embed([text])) ?? [];
  return values ? { embedder: embed.name, values } : null;
}

interface Write {
  site: string;
  record: TurnRecord;
  text: string;
  key: string;
  question: Comparable;
  joins: number | null;
  last: number;
}

/** One transaction. Every statement but the last asks whether the turn is still to be counted; the last one says that it is. */
function writes(db: D1Database, { site, record, text, key, question, joins, last }: Write): D1PreparedStatement[] {
  const { id, at, facts, passages } = record;
  const number = joins ?? last + 1;
  const best = passages.find(({ confidence }) => confidence >= near);
  const due = 'EXISTS (SELECT 1 FROM turns WHERE id = ?1 AND question_group IS NULL)';
  const article = [best?.articleId ?? null, best?.title ?? null, best?.confidence ?? 0];
  const path = `$."${facts.language.replace(/[^a-z-]/gi, '')}"`;
  const group =
    joins === null
      ? db
          .prepare(
            `INSERT INTO question_groups (site, number, count, first_at, last_at, languages, article, article_title, article_confidence)
             SELECT ?2, ?3, 1, ?4, ?4, json_set('{}', ?5, 1), ?6, ?7, ?8 WHERE ${due}`,
          )
          .bind(id, site, number, at, path, ...article)
      : db
          .prepare(
            `UPDATE question_groups SET count = count + 1, first_at = MIN(first_at, ?4), last_at = MAX(last_at, ?4),
               languages = json_set(languages, ?5, COALESCE(json_extract(languages, ?5), 0) + 1),
               article = IIF(?8 > article_confidence, ?6, article), article_title = IIF(?8 > article_confidence, ?7, article_title),
               article_confidence = MAX(article_confidence, ?8)
             WHERE site = ?2 AND number = ?3 AND ${due}`,
          )
          .bind(id, site, number, at, path, ...article);
  const wording = db
    .prepare(
      `INSERT INTO question_wordings (site, number, key, text, language, count, last_at, embedder, vector)
       SELECT ?2, ?3, ?4, ?5, ?6, 1, ?7, ?8, ?9 WHERE ${due} AND (
         EXISTS (SELECT 1 FROM question_wordings WHERE site = ?2 AND number = ?3 AND key = ?4)
         OR (SELECT COUNT(*) FROM question_wordings WHERE site = ?2 AND number = ?3) < ${wordingsKept})
       ON CONFLICT (site, number, key) DO UPDATE SET count = count + 1, last_at = MAX(last_at, excluded.last_at),
         embedder = COALESCE(excluded.embedder, embedder), vector = COALESCE(excluded.vector, vector)`,
    )
    .bind(id, site, number, key, text, facts.language, at, question.vector?.embedder ?? null, encode(question.vector));
  const words = db
    .prepare(
      `INSERT OR IGNORE INTO question_words (site, word, number) SELECT ?2, value, ?3 FROM json_each(?4)
       WHERE EXISTS (SELECT 1 FROM question_wordings WHERE site = ?2 AND number = ?3 AND key = ?5) AND ${due}`,
    )
    .bind(id, site, number, JSON.stringify(question.terms.words), key);
  const counted = db.prepare('UPDATE turns SET question_group = ?2 WHERE id = ?1 AND question_group IS NULL').bind(id, number);
  return [group, wording, words, counted];
}

const encode = (vector: Vector | null) =>
  vector && btoa(String.fromCharCode(...new Uint8Array(vector.values.buffer, vector.values.byteOffset, vector.values.byteLength)));
