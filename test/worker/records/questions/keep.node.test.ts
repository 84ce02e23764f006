import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keepQuestion } from '../../../../worker/records/questions/keep.ts';
import { listGroups } from '../../../../worker/records/questions/list.ts';
import { groupsQuerySchema } from '../../../../worker/records/questions/schema.ts';
import { keepTurnRecord } from '../../../../worker/records/turns.ts';
import { processor } from '../../../processor.ts';
import { sqlite } from '../sqlite.ts';
import { paraphrases } from './paraphrases.ts';
import { passage, unanswered } from './samples.ts';

type Store = ReturnType<typeof sqlite>;

const everything = groupsQuerySchema.parse({ limit: 100 });
/** Turns by the group they were counted in. */
function groupsOf({ sql }: Store): Record<string, string[]> {
  const groups: Record<string, string[]> = {};
  const rows = sql.prepare('SELECT question_group AS number, id FROM turns WHERE question_group IS NOT NULL ORDER BY id').all();
  for (const { number, id } of rows) groups[String(number)] = [...(groups[String(number)] ?? []), String(id)];
  return groups;
}
const countsOf = ({ sql }: Store) =>
  Object.fromEntries(
    sql
      .prepare('SELECT number, count FROM question_groups')
      .all()
      .map((row) => [String(row.number), row.count]),
  );
const rows = ({ sql }: Store, table: string) => Number(sql.prepare(`SELECT COUNT(*) AS n FROM ${table}`).get()?.n);

async function keep(store: Store, questions: readonly string[], site = 'shop'): Promise<void> {
  for (const question of questions) await keepTurnRecord(store.db, site, unanswered(question));
}

describe('paraphrases', () => {
  const pairs = Object.entries(paraphrases).flatMap(([subject, list]) => list.map((text) => [subject, text] as const));
  const grouped = async (asked: readonly (readonly [string, string])[]) => {
    const store = sqlite();
    const subjects = new Map<number, Set<string>>();
    for (const [subject, text] of asked) {
      const record = unanswered(text);
      await keepTurnRecord(store.db, 'shop', record);
      const number = Number(store.sql.prepare('SELECT question_group AS n FROM turns WHERE id = ?').get(record.id)?.n);
      subjects.set(number, (subjects.get(number) ?? new Set()).add(subject));
    }
    return subjects;
  };

  test.each(Object.entries(paraphrases))('of "%s" come together', async (_, list) => {
    expect((await grouped(list.map((text) => ['one', text]))).size).toBe(1);
  });

  test('never mix with other questions, and open few groups too many, in any order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(pairs, { minLength: pairs.length }), async (asked) => {
        const subjects = await grouped(asked);
        expect([...subjects.values()].filter((names) => names.size > 1)).toEqual([]);
        expect(subjects.size).toBeLessThanOrEqual(Object.keys(paraphrases).length * 1.5);
      }),
      { numRuns: 25 },
    );
  });
});

describe('delivery', () => {
  const question = fc
    .array(fc.constantFrom('rent', 'sell', 'sharpen', 'axes', 'skis', 'horses', 'wedding', 'list'), { minLength: 1, maxLength: 4 })
    .map((list) => list.join(' '));
  /** A number of turns, and a list of deliveries in which each of them comes at least once. */
  const deliveries = fc.array(question, { minLength: 1, maxLength: 12 }).chain((texts) => {
    const turns = texts.map((text, i) => unanswered(text, { id: `turn-${i}` }));
    return fc.tuple(fc.constant(turns), fc.array(fc.constantFrom(...turns), { maxLength: 15 }), fc.nat({ max: 1_000 }));
  });

  test('again, in any order, changes no group: none is lost, none counts twice', async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, async ([turns, again, seed]) => {
        const [once, often] = [sqlite(), sqlite()];
        for (const turn of turns) await keepTurnRecord(once.db, 'shop', turn);
        for (const [i, turn] of turns.entries()) {
          await keepTurnRecord(often.db, 'shop', turn);
          const repeated = again[(seed + i) % Math.max(1, again.length)];
          if (repeated && turns.indexOf(repeated) <= i) await keepTurnRecord(often.db, 'shop', repeated);
        }
        for (const turn of again) await keepTurnRecord(often.db, 'shop', turn);
        expect(groupsOf(often)).toEqual(groupsOf(once));
        expect(countsOf(often)).toEqual(countsOf(once));
        const ids = Object.values(groupsOf(often)).flat();
        expect(ids.sort()).toEqual(turns.map(({ id }) => id).sort());
        expect(countsOf(often)).toEqual(Object.fromEntries(Object.entries(groupsOf(often)).map(([number, list]) => [number, list.length])));
      }),
      { numRuns: 60 },
    );
  });

  test('of many at once counts each once, in groups that were opened once', async () => {
    const store = sqlite();
    const turns = Array.from({ length: 40 }, (_, i) => unanswered(['do you rent skis', 'wedding list', 'ice axes'][i % 3] ?? ''));
    await Promise.all(turns.flatMap((turn) => [keepTurnRecord(store.db, 'shop', turn), keepTurnRecord(store.db, 'shop', turn)]));
    expect(Object.values(countsOf(store)).sort()).toEqual([13, 13, 14]);
  });

  test('looks again when somebody else opens the group first, and joins it', async () => {
    let others = 1;
    const store: Store = sqlite({
      before: () => {
        if (others-- > 0)
          store.sql.exec(`INSERT INTO question_groups VALUES ('shop', 1, 'open', 1, '2026-11-23', '2026-11-23', '{}', NULL, NULL, 0);
          INSERT INTO question_wordings VALUES ('shop', 1, 'wedding list', 'wedding list', 'en', 1, '2026-11-23', NULL, NULL);
          INSERT INTO question_words VALUES ('shop', 'weddi', 1), ('shop', 'list', 1)`);
      },
    });
    await keep(store, ['do you have a wedding list']);
    expect(countsOf(store)).toEqual({ 1: 2 });
  });

  test('gives up after some tries, with nothing half written, so that the outbox tries later', async () => {
    let next = 0;
    const store: Store = sqlite({
      before: () => store.sql.exec(`INSERT INTO question_groups VALUES ('shop', ${++next}, 'open', 1, 'x', 'x', '{}', NULL, NULL, 0)`),
    });
    await expect(keep(store, ['wedding list'])).rejects.toThrow(/UNIQUE/);
    expect(groupsOf(store)).toEqual({});
    expect([rows(store, 'question_wordings'), rows(store, 'question_words')]).toEqual([0, 0]);
  });

  test('counts nothing for a turn that is not there', async () => {
    const store = sqlite();
    await keepQuestion(store.db, 'shop', unanswered('wedding list'));
    expect(rows(store, 'question_groups')).toBe(0);
  });
});

test('sites know nothing of each other', async () => {
  const store = sqlite();
  await keep(store, ['wedding list', 'wedding list'], 'shop');
  await keep(store, ['wedding list'], 'other');
  expect((await listGroups(store.db, 'shop', everything)).groups.map(({ count }) => count)).toEqual([2]);
  expect((await listGroups(store.db, 'other', everything)).groups.map(({ count }) => count)).toEqual([1]);
});

test('remembers languages, times and the article that came closest', async () => {
  const store = sqlite();
  const ask = (language: string, at: string, confidence: number, id = 'a') =>
    keepTurnRecord(
      store.db,
      'shop',
      unanswered('wedding list', { language, at: `2026-11-${at}T10:00:00.000Z`, passages: [passage(id, id.toUpperCase(), confidence)] }),
    );
  await ask('en', '20', 0.3);
  await ask('de', '22', 0.25, 'b');
  await ask('en', '18', 0.4, 'c');
  const [group] = (await listGroups(store.db, 'shop', everything)).groups;
  expect(group).toMatchObject({
    count: 3,
    firstAt: '2026-11-18T10:00:00.000Z',
    lastAt: '2026-11-22T10:00:00.000Z',
    languages: [
      { language: 'en', count: 2 },
      { language: 'de', count: 1 },
    ],
    article: { id: 'c', title: 'C' },
  });
});

test('names no article that did not come close', async () => {
  const store = sqlite();
  await keepTurnRecord(store.db, 'shop', unanswered('wedding list', { passages: [passage('boots', 'Boots', 0.14)] }));
  expect((await listGroups(store.db, 'shop', everything)).groups[0]?.article).toBeNull();
});

test('only what could not be answered is grouped', async () => {
  const store = sqlite();
  const record = unanswered('wedding list');
  await keepTurnRecord(store.db, 'shop', { ...record, outcome: { kind: 'decline', text: 'x' } });
  await keepTurnRecord(store.db, 'shop', { ...record, id: 'dropped', sent: false });
  expect([rows(store, 'turns'), rows(store, 'question_groups')]).toEqual([2, 0]);
});

test('keeps masked words only, without addresses and numbers', async () => {
  const store = sqlite();
  await keep(store, ['wedding list for ana@example.com, call 0151 2345678']);
  expect(store.sql.prepare('SELECT text, key FROM question_wordings').all()).toEqual([
    { text: 'wedding list for …, call …', key: 'wedding list for call' },
  ]);
});

describe('10,000 questions', { timeout: 60_000 }, () => {
  const total = (store: Store) => Object.values(countsOf(store)).reduce<number>((sum, count) => sum + Number(count), 0);
  const many = (length: number, text: (i: number) => string) => Array.from({ length }, (_, i) => text(i));

  test('that are the same are one group of bounded size', async () => {
    const store = sqlite();
    await keep(
      store,
      many(10_000, (i) => `Do you sharpen ice axes${'?'.repeat(i % 4)}`),
    );
    expect(countsOf(store)).toEqual({ 1: 10_000 });
    expect([rows(store, 'question_wordings'), rows(store, 'question_words')]).toEqual([1, 3]);
  });

  test('that are the same ask the embedder once', async () => {
    const store = sqlite();
    const asked: string[] = [];
    const embed = {
      name: 'test',
      embed: async (texts: readonly string[]) => {
        asked.push(...texts);
        return [Int8Array.of(127, 3)];
      },
    };
    for (let i = 0; i < 50; i++) await keepTurnRecord(store.db, 'shop', unanswered('do you sharpen ice axes?'), embed);
    expect(asked).toEqual(['do you sharpen ice axes?']);
    expect(store.sql.prepare('SELECT count, embedder, vector FROM question_wordings').all()).toEqual([
      { count: 50, embedder: 'test', vector: btoa('\u007f\u0003') },
    ]);
  });

  test('that differ in one word are one group of bounded size', async () => {
    const store = sqlite();
    await keep(
      store,
      many(2_000, (i) => `do you sharpen ice axes of the brand x${i.toString(36)}`),
    );
    expect(countsOf(store)).toEqual({ 1: 2_000 });
    expect([rows(store, 'question_wordings'), rows(store, 'question_words')]).toEqual([20, 24]);
  });

  test('that are all different are all counted, and the last is nearly as quick as the first', async () => {
    const store = sqlite();
    const texts = many(10_000, (i) => `do you sell x${(i * 7) % 3001} for x${(i * 13) % 2999} with x${(i * 29) % 3011}`);
    await keep(store, texts.slice(0, 9_000));
    const spent = processor();
    await keep(store, texts.slice(9_000));
    expect(spent() / 1_000).toBeLessThan(25);
    expect(total(store)).toBe(10_000);
    expect(rows(store, 'question_groups')).toBeGreaterThan(5_000);
  });
});
