import { expect, test } from 'vitest';
import type { Autonomy } from '../../../policy/schema.ts';
import { overtake, speaks, unasked } from '../../../worker/turn/overtake.ts';
import { type TurnRecord, turnRecordSchema } from '../../../worker/turn/record.ts';
import { asReleased } from '../../../worker/turn/standing.ts';
import { turn } from '../../../worker/turn/turn.ts';
import { article } from '../../kb/samples.ts';
import { policy, rule, wants } from '../../policy/samples.ts';
import { engineOf, inputOf, portsOf } from './samples.ts';

const engine = engineOf([article('delivery', ['how long does delivery take'], 'Three days.')], {
  rules: [
    ...policy().rules,
    rule('people-approve', { when: 'autonomy in ["shadow", "assist"]', ...wants({ outcome: 'handoff', reason: 'approval-required' }) }),
    rule('paused-goes-to-people', { when: 'paused', ...wants({ outcome: 'handoff', reason: 'paused', priority: 2, team: 'leads' }) }),
  ],
});
const say = engine.say('en');
const answered = () => turn(inputOf('how long does delivery take'), portsOf(engine));
const paused = (...areas: string[]) => ({ ...asReleased, paused: areas });
const lowered = (area: string, level: Autonomy) => ({ paused: [], levels: new Map([[area, level]]) });
const words = (record: TurnRecord) => record.draft.kind === 'verbatim' && record.draft.articleId;

test('a turn that begins in a pause drafts nothing and goes to people by the rule', async () => {
  for (const standing of [paused('faqs'), paused('all')]) {
    const { record } = await turn(inputOf('how long does delivery take', { standing }), portsOf(engine));
    expect(record).toMatchObject({
      outcome: { kind: 'handoff', reason: 'paused', text: 'words of handoff.paused', priority: 2, team: 'leads' },
      ruleIds: ['paused-goes-to-people'],
      draft: { kind: 'none' },
      facts: { paused: true },
    });
  }
});

test('in shadow the draft is made where the assistant would have spoken, and nowhere else', async () => {
  const watched = await turn(inputOf('how long does delivery take', { standing: lowered('faqs', 'shadow') }), portsOf(engine));
  expect(watched.record).toMatchObject({ outcome: { kind: 'handoff' }, facts: { autonomy: 'shadow' } });
  expect(words(watched.record)).toBe('delivery');
  const silent = rule('angry', { when: 'area == "faqs"', ...wants({ outcome: 'handoff', reason: 'negative-sentiment', priority: 1 }) });
  const careful = engineOf([...engine.articles.values()], { rules: [silent, ...policy().rules] });
  const none = await turn(inputOf('how long does delivery take', { standing: lowered('faqs', 'shadow') }), portsOf(careful));
  expect(none.record.draft.kind).toBe('none');
});

test('what was lowered to people drafts nothing', async () => {
  const { record } = await turn(inputOf('how long does delivery take', { standing: lowered('faqs', 'human-only') }), portsOf(engine));
  expect(record).toMatchObject({ outcome: { kind: 'handoff' }, draft: { kind: 'none' } });
});

test('an answer whose area was paused or lowered meanwhile goes to people, with its draft in the record', async () => {
  for (const standing of [paused('faqs'), paused('all'), lowered('faqs', 'assist'), lowered('faqs', 'human-only')]) {
    const turned = await answered();
    expect(turned.record.outcome.kind).toBe('answer');
    const { record, next, filing } = overtake(turned, standing, engine.policy, say);
    expect(record).toMatchObject({
      outcome: { kind: 'handoff', reason: 'paused', text: 'words of handoff.paused', priority: 2, team: 'leads' },
      ruleIds: ['paused-goes-to-people'],
      facts: { paused: true },
    });
    expect([words(record), next, filing]).toEqual(['delivery', null, null]);
    expect(record.matched.map(({ ruleId }) => ruleId)).toEqual(['paused-goes-to-people', 'may-speak', 'confident']);
    expect(turnRecordSchema.parse(record)).toEqual(record);
  }
});

test('what concerns another area, or raises this one, changes nothing', async () => {
  const turned = await answered();
  for (const standing of [asReleased, paused('refunds'), lowered('refunds', 'human-only'), lowered('faqs', 'autopilot')])
    expect(overtake(turned, standing, engine.policy, say)).toBe(turned);
});

test('a release without the rule and without words still hands over', async () => {
  const bare = { ...engine.policy, rules: [] };
  const { record } = overtake(await answered(), paused('all'), bare, () => '');
  expect(record.outcome).toEqual({
    kind: 'handoff',
    reason: 'paused',
    text: 'A person from our team will join you here.',
    priority: 3,
    team: 'care',
  });
});

test('a site that cannot be asked means a person, and the record says why', async () => {
  const { record } = unasked(await answered(), say);
  expect(record).toMatchObject({
    outcome: { kind: 'handoff', reason: 'tool-failure' },
    ruleIds: [],
    fault: expect.stringContaining('paused'),
  });
  expect(words(record)).toBe('delivery');
});

test('a handoff and a refusal are said as they are; what was answered beside them only where that still may be', async () => {
  const { record, ...rest } = await answered();
  if (record.draft.kind !== 'verbatim') throw new Error('it answers from an article');
  const handed: TurnRecord = {
    ...record,
    outcome: { kind: 'handoff', reason: 'policy-topic', text: 'A person will join.', priority: 3, team: 'care' },
    also: [{ question: 'how long?', area: 'faqs', draft: record.draft, passages: [], confidence: 1, ruleIds: ['confident'] }],
  };
  const refused: TurnRecord = { ...record, outcome: { kind: 'decline', text: 'No.' } };
  const { also: _, ...bare } = handed;
  expect([speaks(handed), speaks(refused), speaks(bare)]).toEqual([true, false, false]);
  const after = (one: TurnRecord, standing = paused('all')) => overtake({ record: one, ...rest }, standing, engine.policy, say).record;
  expect(after(refused)).toEqual(refused);
  expect(after(handed)).toEqual(bare);
  expect(after(handed, lowered('faqs', 'assist'))).toEqual(bare);
  expect(after(handed, paused('refunds'))).toEqual(handed);
  expect(unasked({ record: handed, ...rest }, say).record).toEqual(bare);
});

test('an order that would be shown before a person comes is not shown once its area is paused or lowered, or nobody could be asked', async () => {
  const { record } = await answered();
  const late: TurnRecord = {
    ...record,
    outcome: { kind: 'handoff', reason: 'policy-topic', text: 'Late.', priority: 3, team: 'delivery', shows: 'draft' },
  };
  const turned = { record: late, next: null, filing: null };
  const shown = (after: { record: TurnRecord }) => after.record.outcome.kind === 'handoff' && after.record.outcome.shows;
  expect(speaks(late)).toBe(true);
  expect(shown(overtake(turned, asReleased, engine.policy, say))).toBe('draft');
  for (const standing of [paused('faqs'), paused('all'), lowered('faqs', 'assist')]) {
    const after = overtake(turned, standing, engine.policy, say);
    expect(shown(after)).toBeUndefined();
    expect(after.record.outcome).toMatchObject({ kind: 'handoff', reason: 'policy-topic' });
  }
  expect(shown(unasked(turned, say))).toBeUndefined();
});
