import { findGroup } from './list.ts';
import type { QuestionGroup, QuestionStatus } from './schema.ts';

/** Who marks a group. */
export interface Marker {
  id: string;
  name: string;
}

/** Marks a group and writes down who did, in one transaction. Marking it as what it is changes nothing; null when there is none. */
export async function markGroup(
  db: D1Database,
  site: string,
  number: number,
  status: QuestionStatus,
  by: Marker,
): Promise<QuestionGroup | null> {
  await db.batch([
    db
      .prepare(
        `INSERT INTO question_changes (site, number, at, person, name, status, count)
         SELECT site, number, ?4, ?5, ?6, ?3, count FROM question_groups WHERE site = ?1 AND number = ?2 AND status <> ?3`,
      )
      .bind(site, number, status, new Date().toISOString(), by.id, by.name),
    db.prepare('UPDATE question_groups SET status = ?3 WHERE site = ?1 AND number = ?2').bind(site, number, status),
  ]);
  return findGroup(db, site, number);
}
