import { z } from 'zod';
import {
  type GroupQuery,
  type GroupsQuery,
  type QuestionGroup,
  type QuestionGroupPage,
  type QuestionGroups,
  questionChangeSchema,
  questionGroupSchema,
  questionSchema,
  questionStatusSchema,
} from './schema.ts';
import { questionText } from './unanswered.ts';

/** A group with what is said about it elsewhere: its most used wording, and the last time it was marked. */
const groupColumns = `g.number, g.status, g.count, g.first_at, g.last_at, g.languages, g.article, g.article_title,
  (SELECT text FROM question_wordings WHERE site = g.site AND number = g.number ORDER BY count DESC, rowid LIMIT 1) AS example,
  c.at AS changed_at, c.name AS changed_name, c.count AS changed_count`;
const groupTables = `question_groups AS g LEFT JOIN question_changes AS c
  ON c.id = (SELECT MAX(id) FROM question_changes WHERE site = g.site AND number = g.number)`;

const rowSchema = z.object({
  number: z.number(),
  status: z.string(),
  count: z.number(),
  first_at: z.string(),
  last_at: z.string(),
  languages: z.string(),
  article: z.string().nullable(),
  article_title: z.string().nullable(),
  example: z.string().nullable(),
  changed_at: z.string().nullable(),
  changed_name: z.string().nullable(),
  changed_count: z.number().nullable(),
});

function groupOf(value: unknown): QuestionGroup {
  const row = rowSchema.parse(value);
  const languages = Object.entries(z.record(z.string(), z.number()).parse(JSON.parse(row.languages)))
    .map(([language, count]) => ({ language, count }))
    .sort((a, b) => b.count - a.count || (a.language < b.language ? -1 : 1));
  return questionGroupSchema.parse({
    number: row.number,
    status: row.status,
    example: row.example ?? '…',
    count: row.count,
    firstAt: row.first_at,
    lastAt: row.last_at,
    languages,
    article: row.article === null ? null : { id: row.article, title: row.article_title ?? row.article },
    changed:
      row.changed_at === null ? null : { at: row.changed_at, name: row.changed_name, asked: row.count - (row.changed_count ?? row.count) },
  });
}

/** Groups of a site, most asked first, then last asked. */
export async function listGroups(db: D1Database, site: string, query: GroupsQuery): Promise<QuestionGroups> {
  const [count, lastAt, number] = query.after?.split('~') ?? [];
  const [page, totals, languages] = await db.batch<Record<string, unknown>>([
    db
      .prepare(
        `SELECT ${groupColumns} FROM ${groupTables}
         WHERE g.site = ?1 AND g.status = ?2 AND (?3 IS NULL OR json_extract(g.languages, '$."' || ?3 || '"') > 0) AND (?4 IS NULL OR g.last_at >= ?4)
           AND (?5 IS NULL OR (g.count, g.last_at, g.number) < (?5, ?6, ?7))
         ORDER BY g.count DESC, g.last_at DESC, g.number DESC LIMIT ?8`,
      )
      .bind(
        site,
        query.status,
        query.language ?? null,
        query.since ?? null,
        count === undefined ? null : Number(count),
        lastAt ?? null,
        number === undefined ? null : Number(number),
        query.limit + 1,
      ),
    db.prepare('SELECT status, COUNT(*) AS groups FROM question_groups WHERE site = ? GROUP BY status').bind(site),
    db.prepare('SELECT DISTINCT key AS language FROM question_groups, json_each(languages) WHERE site = ? ORDER BY key').bind(site),
  ]);
  const rows = (page?.results ?? []).map(groupOf);
  const groups = rows.slice(0, query.limit);
  const last = groups.at(-1);
  const counted = z.array(z.object({ status: questionStatusSchema, groups: z.number() })).parse(totals?.results);
  return {
    groups,
    totals: { open: 0, done: 0, ignored: 0, ...Object.fromEntries(counted.map((row) => [row.status, row.groups])) },
    languages: z
      .array(z.object({ language: z.string() }))
      .parse(languages?.results)
      .map((row) => row.language),
    next: rows.length > groups.length && last ? `${last.count}~${last.lastAt}~${last.number}` : null,
  };
}

export async function findGroup(db: D1Database, site: string, number: number): Promise<QuestionGroup | null> {
  const row = await db.prepare(`SELECT ${groupColumns} FROM ${groupTables} WHERE g.site = ? AND g.number = ?`).bind(site, number).first();
  return row && groupOf(row);
}

const askedSchema = questionSchema.extend({ asked: z.string().nullable() });

/** A group with its questions, newest first, as their turns hold them; null when there is none of this number. */
export async function readGroup(db: D1Database, site: string, number: number, query: GroupQuery): Promise<QuestionGroupPage | null> {
  const group = await findGroup(db, site, number);
  if (!group) return null;
  const [at, id] = query.after?.split('~') ?? [];
  const [turns, changes] = await db.batch<Record<string, unknown>>([
    db
      .prepare(
        `SELECT id AS turnId, conversation AS conversationId, at, outcome, json_extract(record, '$.facts.language') AS language,
           json_extract(record, '$.question') AS text, json_extract(record, '$.asked') AS asked
         FROM turns WHERE site = ?1 AND question_group = ?2 AND (?3 IS NULL OR (at, id) < (?3, ?4)) ORDER BY at DESC, id DESC LIMIT ?5`,
      )
      .bind(site, number, at ?? null, id ?? null, query.limit + 1),
    db.prepare('SELECT at, name, status FROM question_changes WHERE site = ? AND number = ? ORDER BY id DESC LIMIT 20').bind(site, number),
  ]);
  const rows = z.array(askedSchema).parse(turns?.results);
  const questions = rows
    .slice(0, query.limit)
    .map(({ text, asked, ...row }) => ({ ...row, text: questionText({ question: text, asked: asked ?? undefined }) }));
  const last = questions.at(-1);
  return {
    group,
    questions,
    changes: z.array(questionChangeSchema).parse(changes?.results),
    next: rows.length > questions.length && last ? `${last.at}~${last.turnId}` : null,
  };
}

/** The distinct wordings kept of a group, most used first. */
export async function wordingsOf(db: D1Database, site: string, number: number): Promise<{ text: string; language: string }[]> {
  const { results } = await db
    .prepare('SELECT text, language FROM question_wordings WHERE site = ? AND number = ? ORDER BY count DESC, rowid')
    .bind(site, number)
    .all();
  return z.array(z.object({ text: z.string(), language: z.string() })).parse(results);
}
