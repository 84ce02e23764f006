import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { reviewedSince } from '../../../../worker/records/reviews/evidence.ts';
import { keepReview } from '../../../../worker/records/reviews/keep.ts';
import { aboutTurn } from '../../../../worker/records/reviews/list.ts';
import { keepTurnRecord } from '../../../../worker/records/turns.ts';
import { drawn, review } from './samples.ts';

const keep = (site: string, ...of: Parameters<typeof drawn>) => keepTurnRecord(env.DB, site, drawn(...of));
const said = async (site: string, id: string) =>
  (await aboutTurn(env.DB, site, drawn(id))).reviews.map(({ reviewer, verdict, sentence, note }) => [reviewer, verdict, sentence, note]);
const evidence = async (site: string, since = '2026-11-01T00:00:00.000Z') => Object.fromEntries(await reviewedSince(env.DB, site, since));

it('keeps one verdict a person, the last one', async () => {
  await keep('k1', 'k1-turn');
  expect(await keepReview(env.DB, 'k1', 'k1-turn', review('tone-mismatch', 'priya', { note: 'curt' }))).toBe(true);
  expect(await keepReview(env.DB, 'k1', 'k1-turn', review('tone-mismatch', 'priya', { note: 'curt' }))).toBe(true);
  await keepReview(env.DB, 'k1', 'k1-turn', review('none', 'luca', { at: '2026-11-23T11:00:00.000Z' }));
  expect(await said('k1', 'k1-turn')).toEqual([
    ['priya', 'tone-mismatch', 'It is short.', 'curt'],
    ['luca', 'none', null, null],
  ]);
  await keepReview(env.DB, 'k1', 'k1-turn', review('none'));
  expect((await said('k1', 'k1-turn'))[0]).toEqual(['priya', 'none', null, null]);
});

it('takes drawn turns of the own site only, and none that was dropped', async () => {
  await keep('k2', 'k2-not-drawn', { drawn: false });
  await keep('k2', 'k2-dropped', { sent: false });
  await keep('k2', 'k2-drawn');
  for (const [site, turn] of [
    ['k2', 'k2-not-drawn'],
    ['k2', 'k2-dropped'],
    ['k2', 'gone'],
    ['other', 'k2-drawn'],
  ] as const)
    expect(await keepReview(env.DB, site, turn, review('none'))).toBe(false);
  expect(await evidence('k2')).toEqual({});
  expect(await evidence('other')).toEqual({});
});

it('keeps what was reviewed when the turn is delivered again', async () => {
  await keep('k3', 'k3-turn');
  await keepReview(env.DB, 'k3', 'k3-turn', review('hallucination'));
  await keep('k3', 'k3-turn');
  const row = await env.DB.prepare('SELECT drawn, reviewed FROM turns WHERE id = ?').bind('k3-turn').first();
  expect(row).toEqual({ drawn: 1, reviewed: 1 });
});

it('gives the evidence by area: a turn once, with its share, and a defect when anybody found one', async () => {
  await keep('k4', 'k4-a');
  await keep('k4', 'k4-b', { area: 'order-status', probability: 1 });
  await keep('k4', 'k4-old', { at: '2026-10-01T10:00:00.000Z' });
  await keepReview(env.DB, 'k4', 'k4-a', review('none', 'priya'));
  await keepReview(env.DB, 'k4', 'k4-a', review('hallucination', 'luca'));
  await keepReview(env.DB, 'k4', 'k4-b', review('none'));
  await keepReview(env.DB, 'k4', 'k4-old', review('none'));
  expect(await evidence('k4')).toEqual({
    faqs: [{ turn: 'k4-a', at: '2026-11-23T10:00:00.000Z', probability: 0.1, defect: true }],
    'order-status': [{ turn: 'k4-b', at: '2026-11-23T10:00:00.000Z', probability: 1, defect: false }],
  });
});
