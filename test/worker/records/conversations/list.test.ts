import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { keepConversation } from '../../../../worker/records/conversations/keep.ts';
import { listConversations } from '../../../../worker/records/conversations/list.ts';
import { type Archived, pastQuerySchema } from '../../../../worker/records/conversations/schema.ts';
import { past } from './samples.ts';

const keep = (site: string, id: string, over: Partial<Archived> = {}) => keepConversation(env.DB, site, '0'.repeat(32), past(id, over));
const list = (site: string, query: Record<string, string> = {}) => listConversations(env.DB, site, pastQuerySchema.parse(query));
const ids = async (...of: Parameters<typeof list>) => (await list(...of)).conversations.map(({ id }) => id);

beforeAll(async () => {
  await keep('words', 'tent', { asked: 'My tents are wet, order FW-10001. Ist das Zélt "dicht"?', said: 'Dry it for a day.' });
  await keep('words', 'stove', {
    asked: 'The stove does not burn',
    said: 'Clean the NEAR valve',
    label: 'Ana Silva',
    language: 'pt',
    rules: [],
  });
  await keep('other', 'secret', { asked: 'tents stove valve secret order', said: 'Zelt dicht' });
});

describe('words', () => {
  it.each([
    ['tent', ['tent']],
    ['TENTS wet', ['tent']],
    ['zelt', ['tent']],
    ['10001', ['tent']],
    ['fw-10001', ['tent']],
    ['"dicht"', ['tent']],
    ['dry day', ['tent']],
    ['ana', ['stove']],
    ['near valve', ['stove']],
    ['NEAR(clean valve)', []],
    ['tent OR stove', []],
    ['tent NOT wet', []],
    ['asked:tent', []],
    ['ten*', ['tent']],
    ['secret', []],
    ['*', []],
    ['"', []],
    ['', ['stove', 'tent']],
    ['  ', ['stove', 'tent']],
  ])('%s', async (q, found) => {
    expect(await ids('words', { q })).toEqual(found);
  });

  it('are shown where they stand, as ranges', async () => {
    const [one] = (await list('words', { q: 'tent dicht' })).conversations;
    const { text, marks } = one?.snippet ?? { text: '', marks: [] };
    expect(marks.map(([from, to]) => text.slice(from, to))).toEqual(['tents', 'dicht']);
    expect((await list('words', { q: 'ana' })).conversations[0]?.snippet).toBeNull();
  });

  it('whatever is typed, nothing breaks and no other site is read', async () => {
    const syntax = fc.stringMatching(/^["*^:(){}+\-, ]*(AND|OR|NOT|NEAR|facets|asked|rowid|s6f74686572)?["*^:(){}+\-, 0]*$/);
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({ unit: 'grapheme' }),
      syntax,
      fc.array(syntax).map((all) => all.join('secret')),
    );
    await fc.assert(
      fc.asyncProperty(typed, async (q) => {
        for (const id of await ids('words', { q })) expect(['tent', 'stove']).toContain(id);
        await ids('words', { q: `${q}\u0000\ud800 tent`, state: 'resolved', rule: 'x' });
      }),
      { numRuns: 150 },
    );
  }, 30_000);
});

describe('filters', () => {
  it('hold together, and each alone', async () => {
    await keep('filters', 'a', { area: 'refunds', reason: 'safety', created: '2026-11-20T10:00:00.000Z' });
    await keep('filters', 'b', { state: 'human', agents: [{ id: 'luca', name: 'Luca' }], created: '2026-11-21T23:59:59.999Z' });
    await keep('filters', 'c', { rules: ['one-rule', 'two-rule'], language: 'de', created: '2026-11-22T00:00:00.000Z' });
    const found = (query: Record<string, string>) => ids('filters', query);
    expect(await found({ area: 'refunds' })).toEqual(['a']);
    expect(await found({ reason: 'safety' })).toEqual(['a']);
    expect(await found({ state: 'human' })).toEqual(['b']);
    expect(await found({ agent: 'luca' })).toEqual(['b']);
    expect(await found({ rule: 'two-rule' })).toEqual(['c']);
    expect(await found({ rule: 'two' })).toEqual([]);
    expect(await found({ language: 'de', state: 'resolved' })).toEqual(['c']);
    expect(await found({ language: 'de', area: 'refunds' })).toEqual([]);
    expect(await found({ from: '2026-11-21', to: '2026-11-21' })).toEqual(['b']);
    expect(await found({ from: '2026-11-21', q: 'question' })).toEqual(['c', 'b']);
    expect(await found({ to: '2026-11-22T00:00:00.000Z' })).toEqual(['b', 'a']);
    expect(await found({ customer: '0'.repeat(32) })).toEqual(['c', 'b', 'a']);
    expect(await found({ customer: '1'.repeat(32) })).toEqual([]);
  });
});

it('comes in pages without gaps or doubles while conversations begin and go on', async () => {
  let n = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom<Record<string, string>>({}, { q: 'question' }, { area: 'faqs' }),
      async (times, limit, query) => {
        const site = `pages-${++n}`;
        const created = (ms: number) => new Date(Date.UTC(2026, 10, 23, 10) + ms).toISOString();
        for (const [i, ms] of times.entries()) await keep(site, `old-${i}`, { created: created(ms) });
        const before = new Set(times.map((_, i) => `old-${i}`));
        const seen: string[] = [];
        let page = 0;
        for (let after: string | undefined; ; ) {
          const got = await list(site, { ...query, limit: String(limit), ...(after === undefined ? {} : { after }) });
          seen.push(...got.conversations.map(({ id }) => id));
          await keep(site, `new-${page}`, { created: created(1_000 + page) });
          await keep(site, `old-${page % times.length}`, { created: created(times[page % times.length] ?? 0), revision: 10 + page });
          page += 1;
          if (got.next === null) break;
          after = got.next;
        }
        expect(seen.filter((id) => before.has(id)).sort()).toEqual([...before].sort());
        expect(new Set(seen).size).toBe(seen.length);
      },
    ),
    { numRuns: 25 },
  );
}, 30_000);
