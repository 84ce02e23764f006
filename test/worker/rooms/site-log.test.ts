import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LogFilter } from '../../../worker/rooms/log-schema.ts';
import { makeSite } from '../fixture.ts';

const all = async (of: ReturnType<typeof env.SITE.getByName>, filter: LogFilter, limit: number) => {
  const found = [];
  let before: number | undefined;
  for (;;) {
    const { entries, next } = await of.logPage({ ...filter, before, limit });
    found.push(...entries);
    if (next === null) return found;
    before = next;
  }
};

it('is read page by page, in any size, each act once and newest first, while others are written', async () => {
  const of = env.SITE.getByName(await makeSite());
  const acts = ['queue.moved', 'queue.assigned', 'queue', 'queue-like.other', 'webhook.replayed'];
  for (let i = 0; i < 40; i++) await of.note(['priya', 'luca'][i % 2] ?? '', acts[i % acts.length] ?? '', { i });
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        who: fc.option(fc.constantFrom('priya', 'luca', 'nobody'), { nil: undefined }),
        what: fc.option(fc.constantFrom('queue', 'queue.moved', 'webhook', 'nothing'), { nil: undefined }),
      }),
      fc.integer({ min: 1, max: 25 }),
      async (filter, limit) => {
        const whole = await all(of, filter, 500);
        await of.note('marta', 'test.meanwhile', {});
        expect(await all(of, filter, limit)).toEqual(filter.who || filter.what ? whole : [expect.anything(), ...whole]);
        expect(whole.map(({ id }) => id)).toEqual(whole.map(({ id }) => id).toSorted((a, b) => b - a));
        for (const one of whole) {
          if (filter.who) expect(one.who).toBe(filter.who);
          if (filter.what) expect(one.what === filter.what || one.what.startsWith(`${filter.what}.`)).toBe(true);
        }
      },
    ),
    { numRuns: 30 },
  );
});

it('keeps an act once that is carried twice, and names people as they are called now', async () => {
  const of = env.SITE.getByName(await makeSite());
  await of.note('priya', 'queue.moved', { to: 'luca' }, 'log:1');
  await of.note('priya', 'queue.moved', { to: 'luca' }, 'log:1');
  await of.note('priya', 'queue.moved', { to: 'luca' });
  await of.changePerson('priya', { name: 'Priya R.' }, 'jonas');
  await of.note('system', 'webhook.forgotten', { events: 3 });
  expect((await of.logPage({ what: 'queue', limit: 10 })).entries).toMatchObject([{ name: 'Priya R.' }, { name: 'Priya R.' }]);
  const choices = await of.logChoices();
  expect(choices.who).toContainEqual({ id: 'priya', name: 'Priya R.' });
  expect(choices.who).toContainEqual({ id: 'system', name: 'system' });
  expect(choices.what).toContain('person.changed');
});

it('is empty for a site that does not exist', async () => {
  const of = env.SITE.getByName('nobody-made-this-either');
  await of.note('priya', 'queue.moved', {});
  expect(await of.logPage({ limit: 10 })).toEqual({ entries: [], next: null });
});
