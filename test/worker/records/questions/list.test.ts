import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { listGroups, readGroup, wordingsOf } from '../../../../worker/records/questions/list.ts';
import { groupQuerySchema, groupsQuerySchema } from '../../../../worker/records/questions/schema.ts';
import { keepTurnRecord } from '../../../../worker/records/turns.ts';
import { passage, unanswered } from './samples.ts';

let sites = 0;
const newSite = () => `list-${++sites}`;
const day = (n: number) => `2026-11-${String(n).padStart(2, '0')}T10:00:00.000Z`;
const ask = (site: string, text: string, given: Parameters<typeof unanswered>[1] = {}) =>
  keepTurnRecord(env.DB, site, unanswered(text, { id: crypto.randomUUID(), ...given }));
const list = (site: string, query: object = {}) => listGroups(env.DB, site, groupsQuerySchema.parse(query));
const examples = async (site: string, query: object = {}) => (await list(site, query)).groups.map(({ example }) => example);

describe('groups', () => {
  it('come most asked first, then last asked, with what is known of each', async () => {
    const site = newSite();
    for (const at of [day(1), day(2), day(3)]) await ask(site, 'wedding list', { at, passages: [passage('gift-card', 'Gift cards', 0.4)] });
    await ask(site, 'Do you rent skis?', { at: day(9) });
    await ask(site, 'Könnt ihr Stöcke kürzen?', { at: day(8), language: 'de' });
    const { groups, totals, languages, next } = await list(site);
    expect(groups.map(({ example, count }) => [example, count])).toEqual([
      ['wedding list', 3],
      ['Do you rent skis?', 1],
      ['Könnt ihr Stöcke kürzen?', 1],
    ]);
    expect(groups[0]).toMatchObject({
      status: 'open',
      firstAt: day(1),
      lastAt: day(3),
      article: { id: 'gift-card', title: 'Gift cards' },
      changed: null,
    });
    expect([totals, languages, next]).toEqual([{ open: 3, done: 0, ignored: 0 }, ['de', 'en'], null]);
  });

  it('are filtered by language and day', async () => {
    const site = newSite();
    await ask(site, 'wedding list', { at: day(1) });
    await ask(site, 'Könnt ihr Stöcke kürzen?', { at: day(8), language: 'de' });
    expect(await examples(site, { language: 'de' })).toEqual(['Könnt ihr Stöcke kürzen?']);
    expect(await examples(site, { language: 'fr' })).toEqual([]);
    expect(await examples(site, { since: '2026-11-08' })).toEqual(['Könnt ihr Stöcke kürzen?']);
    expect(await examples(site, { since: '2026-11-09' })).toEqual([]);
  });

  it('come in pages that miss none and repeat none', async () => {
    const site = newSite();
    const subjects = ['kayaks', 'horses', 'weddings', 'drones', 'bicycles', 'hammocks', 'parachutes'];
    for (const [i, subject] of subjects.entries()) for (let n = 0; n <= i % 3; n++) await ask(site, subject, { at: day(1 + (i % 2)) });
    const seen: string[] = [];
    let after: string | null | undefined;
    do {
      const page = await list(site, { limit: 2, ...(after ? { after } : {}) });
      seen.push(...page.groups.map(({ example }) => example));
      after = page.next;
    } while (after);
    expect(seen).toEqual(await examples(site));
    expect([...seen].sort()).toEqual([...subjects].sort());
  });
});

describe('questions of a group', () => {
  it('come newest first, masked, with the conversation to open, in pages', async () => {
    const site = newSite();
    for (let i = 1; i <= 5; i++) await ask(site, `wedding list for ana${i}@example.com`, { at: day(i), conversation: `conversation-${i}` });
    const first = await readGroup(env.DB, site, 1, groupQuerySchema.parse({ limit: 3 }));
    expect(first?.questions.map(({ conversationId, at, text, outcome }) => [conversationId, at, text, outcome])).toEqual(
      [5, 4, 3].map((i) => [`conversation-${i}`, day(i), 'wedding list for …', 'handoff']),
    );
    const rest = await readGroup(env.DB, site, 1, groupQuerySchema.parse({ limit: 3, after: first?.next }));
    expect(rest?.questions.map(({ conversationId }) => conversationId)).toEqual(['conversation-2', 'conversation-1']);
    expect([rest?.group.count, rest?.next]).toEqual([5, null]);
  });

  it('are those of the site that asks', async () => {
    const [site, other] = [newSite(), newSite()];
    await ask(site, 'wedding list');
    expect(await readGroup(env.DB, other, 1, groupQuerySchema.parse({}))).toBeNull();
  });

  it('have distinct wordings, most used first', async () => {
    const site = newSite();
    for (const text of ['a wedding list', 'wedding list', 'Wedding list!', 'Hochzeitsliste: wedding list'])
      await ask(site, text, { language: text.startsWith('H') ? 'de' : 'en' });
    expect(await wordingsOf(env.DB, site, 1)).toEqual([
      { text: 'wedding list', language: 'en' },
      { text: 'a wedding list', language: 'en' },
      { text: 'Hochzeitsliste: wedding list', language: 'de' },
    ]);
  });
});
