import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { keepReview } from '../../../../worker/records/reviews/keep.ts';
import { aboutTurn, findDrawn, listDrawn } from '../../../../worker/records/reviews/list.ts';
import { reviewsQuerySchema } from '../../../../worker/records/reviews/schema.ts';
import { keepTurnRecord } from '../../../../worker/records/turns.ts';
import { drawn, review } from './samples.ts';

const now = new Date('2026-11-24T12:00:00.000Z');
const keep = (site: string, ...of: Parameters<typeof drawn>) => keepTurnRecord(env.DB, site, drawn(...of));
const list = (site: string, query: Record<string, string> = {}) => listDrawn(env.DB, site, reviewsQuerySchema.parse(query), now);
const ids = async (...of: Parameters<typeof list>) => (await list(...of)).drawn.map(({ turn }) => turn);

it('waits with the oldest first, and shows the newest first once done', async () => {
  for (const day of ['23', '21', '22']) await keep('l1', `l1-${day}`, { at: `2026-11-${day}T10:00:00.000Z` });
  await keep('l1', 'l1-not', { drawn: false });
  expect(await ids('l1')).toEqual(['l1-21', 'l1-22', 'l1-23']);
  await keepReview(env.DB, 'l1', 'l1-21', review('none'));
  await keepReview(env.DB, 'l1', 'l1-22', review('tone-mismatch'));
  await keepReview(env.DB, 'l1', 'l1-22', review('none', 'luca'));
  expect(await ids('l1')).toEqual(['l1-23']);
  const done = await list('l1', { status: 'done' });
  expect(done.drawn.map(({ turn, verdicts }) => [turn, verdicts.map(({ verdict }) => verdict).sort()])).toEqual([
    ['l1-22', ['none', 'tone-mismatch']],
    ['l1-21', ['none']],
  ]);
  expect(done.totals).toEqual({ open: 1, done: 2 });
});

it('says what a turn was about, and how far the week is', async () => {
  await keep('l2', 'l2-a');
  await keep('l2', 'l2-b', { area: 'order-status' });
  await keep('l2', 'l2-old', { at: '2026-11-01T10:00:00.000Z' });
  await keepReview(env.DB, 'l2', 'l2-a', review('none'));
  const found = await list('l2', { area: 'order-status' });
  expect(found.drawn).toEqual([
    {
      turn: 'l2-b',
      conversation: 'conversation-1',
      at: '2026-11-23T10:00:00.000Z',
      area: 'order-status',
      outcome: 'answer',
      reason: null,
      rules: ['approved-answer-is-sent'],
      question: 'question of l2-b',
      language: 'en',
      verdicts: [],
    },
  ]);
  expect([found.week, found.totals]).toEqual([
    { drawn: 2, reviewed: 1 },
    { open: 2, done: 1 },
  ]);
  expect(await list('nobody')).toEqual({ drawn: [], week: { drawn: 0, reviewed: 0 }, totals: { open: 0, done: 0 }, next: null });
});

it('comes in pages that miss and repeat nothing', async () => {
  for (let i = 0; i < 7; i++) await keep('l3', `l3-${i}`, { at: `2026-11-23T10:00:0${Math.floor(i / 3)}.000Z` });
  const seen: string[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const page: Awaited<ReturnType<typeof list>> = await list('l3', { limit: '2', ...(after === '' ? {} : { after }) });
    seen.push(...page.drawn.map(({ turn }) => turn));
    after = page.next;
  }
  expect(seen).toEqual(Array.from({ length: 7 }, (_, i) => `l3-${i}`));
});

it('finds a drawn turn of the site, and what was asked before it', async () => {
  for (const [id, at] of [
    ['l4-a', '08'],
    ['l4-b', '09'],
    ['l4-c', '10'],
    ['l4-d', '11'],
  ] as const)
    await keep('l4', id, { at: `2026-11-23T${at}:00:00.000Z`, conversation: 'l4', drawn: id === 'l4-c' });
  await keep('l4', 'l4-else', { at: '2026-11-23T08:30:00.000Z', conversation: 'other' });
  expect((await findDrawn(env.DB, 'l4', 'l4-c'))?.question).toBe('question of l4-c');
  expect(await findDrawn(env.DB, 'l4', 'l4-a')).toBeNull();
  expect(await findDrawn(env.DB, 'other', 'l4-c')).toBeNull();
  const record = await findDrawn(env.DB, 'l4', 'l4-c');
  const about = record && (await aboutTurn(env.DB, 'l4', record));
  expect(about?.before.map(({ question }) => question)).toEqual(['question of l4-a', 'question of l4-b']);
});

it('reads the list from its index', async () => {
  const plan = await env.DB.prepare(
    'EXPLAIN QUERY PLAN SELECT id FROM turns WHERE site = ? AND drawn = 1 AND reviewed = 0 ORDER BY at, id LIMIT 51',
  )
    .bind('l5')
    .all<{ detail: string }>();
  expect(plan.results.map(({ detail }) => detail)).toEqual([
    expect.stringContaining('USING COVERING INDEX turns_drawn (site=? AND reviewed=?)'),
  ]);
});
