import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { keepPrivacyCase, listPrivacyCases, markPrivacyCase } from '../../../worker/records/privacy-cases.ts';

const opened = { conversation: 'c-1', opened: '2026-11-27T10:00:00.000Z', type: 'deletion', due: '2026-12-27' } as const;
const done = (by: string, at: string) => ({ status: 'done' as const, by, at });

test('keeps a case once, whichever way it is delivered, and a request of an unknown kind as well', async () => {
  for (let i = 0; i < 3; i++) await keepPrivacyCase(env.DB, 'once', { handoff: 'h-1', ...opened });
  await keepPrivacyCase(env.DB, 'once', { handoff: 'h-1', ...opened, due: '2030-01-01' });
  await keepPrivacyCase(env.DB, 'once', { handoff: 'h-2', ...opened, type: '', due: '2026-12-01' });
  expect((await listPrivacyCases(env.DB, 'once', 'open')).map(({ handoff, type, due }) => [handoff, type, due])).toEqual([
    ['h-2', '', '2026-12-01'],
    ['h-1', 'deletion', '2026-12-27'],
  ]);
});

test('the first one who answered a case stands, until it is opened again', async () => {
  await keepPrivacyCase(env.DB, 'mark', { handoff: 'h-3', ...opened });
  const first = await markPrivacyCase(env.DB, 'mark', 'h-3', done('Priya', '2026-12-01T10:00:00.000Z'));
  expect(first).toMatchObject({ status: 'done', doneBy: 'Priya' });
  expect(await markPrivacyCase(env.DB, 'mark', 'h-3', done('Luca', '2026-12-02T10:00:00.000Z'))).toEqual(first);
  expect(await markPrivacyCase(env.DB, 'mark', 'h-3', { ...done('Luca', '2026-12-02T10:00:00.000Z'), status: 'open' })).toMatchObject({
    doneBy: null,
  });
  expect(await markPrivacyCase(env.DB, 'mark', 'h-3', done('Luca', '2026-12-03T10:00:00.000Z'))).toMatchObject({ doneBy: 'Luca' });
});

test('a case of another site, and one that nobody knows, are not there', async () => {
  await keepPrivacyCase(env.DB, 'mine', { handoff: 'h-4', ...opened });
  expect(await markPrivacyCase(env.DB, 'other', 'h-4', done('Eve', '2026-12-01T10:00:00.000Z'))).toBeNull();
  expect(await markPrivacyCase(env.DB, 'mine', 'h-5', done('Eve', '2026-12-01T10:00:00.000Z'))).toBeNull();
  expect(await listPrivacyCases(env.DB, 'mine', 'open')).toHaveLength(1);
});
