import { expect, test } from 'vitest';
import { quantize } from '../../../../worker/ports/embed/quantize.ts';
import { findCandidates, lookUp } from '../../../../worker/records/questions/candidates.ts';
import { termsOf } from '../../../../worker/records/questions/terms.ts';
import { keepTurnRecord } from '../../../../worker/records/turns.ts';
import { sqlite } from '../sqlite.ts';
import { unanswered } from './samples.ts';

type Store = ReturnType<typeof sqlite>;

const vector = (...values: number[]) => ({ embedder: 'test', values: quantize(values) ?? new Int8Array(values.length) });
const lookFor = ({ db }: Store, text: string) => lookUp(db, { site: 'shop', turn: 'none', key: text, terms: termsOf(text) });
async function find(store: Store, text: string, given: ReturnType<typeof vector> | null = null) {
  return findCandidates(store.db, 'shop', { terms: termsOf(text), vector: given }, await lookFor(store, text));
}

/** Counts a turn as a worker does whose embedder gives this vector. */
async function keep({ db, sql }: Store, text: string, given: ReturnType<typeof vector>): Promise<number> {
  const record = unanswered(text);
  await keepTurnRecord(db, 'shop', record, { name: given.embedder, embed: async () => [given.values] });
  return Number(sql.prepare('SELECT question_group AS n FROM turns WHERE id = ?').get(record.id)?.n);
}

test('finds the groups with the rarest words of a question first, and no more than it will compare', async () => {
  const store = sqlite();
  store.sql.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
    INSERT INTO question_groups (site, number, count, first_at, last_at, languages) SELECT 'shop', i, 1, 'x', 'x', '{}' FROM n`);
  store.sql.exec(`INSERT INTO question_wordings (site, number, key, text, language, count, last_at)
    SELECT site, number, number, IIF(number % 100 = 0, 'rent skis', 'sell skis'), 'en', 1, 'x' FROM question_groups`);
  store.sql.exec(`INSERT INTO question_words SELECT 'shop', 'ski', number FROM question_groups;
    INSERT INTO question_words SELECT 'shop', 'rent', number FROM question_groups WHERE number % 100 = 0`);
  const candidates = await find(store, 'rent skis');
  const { last, weigh } = await lookFor(store, 'rent skis');
  expect(last).toBe(3_000);
  expect(candidates).toHaveLength(24);
  expect(candidates.every(({ number }) => number % 100 === 0)).toBe(true);
  expect(weigh('rent')).toBeGreaterThan(weigh('ski'));
  expect(weigh('unheard')).toBeGreaterThan(weigh('rent'));
});

test('finds nothing by small words, and nothing of another site', async () => {
  const store = sqlite();
  await keepTurnRecord(store.db, 'shop', unanswered('where can I get a horse'));
  await keepTurnRecord(store.db, 'other', unanswered('do you rent kayaks'));
  expect(await find(store, 'where can I get it')).toEqual([]);
  expect(await find(store, 'rent a kayak')).toEqual([]);
  expect((await find(store, 'a horse')).map(({ number }) => number)).toEqual([1]);
});

test('finds by meaning what shares no word, and keeps vectors as they were', async () => {
  const store = sqlite();
  const given = vector(1, -0.5, 0.25, 0);
  await keep(store, 'renting skis', given);
  const [group] = await find(store, 'hire of boards', vector(0, 0, 0, 1));
  expect(group?.wordings[0]?.vector).toEqual(given);
  expect(await find(store, 'hire of boards')).toEqual([]);
});

test('groups by meaning where the turn has a vector', async () => {
  const store = sqlite();
  const skis = await keep(store, 'renting skis', vector(1, 0.1, 0));
  expect(await keep(store, 'hire of snow boards', vector(1, 0.15, 0.05))).toBe(skis);
  expect(await keep(store, 'wedding presents', vector(0, 0.1, 1))).not.toBe(skis);
});
