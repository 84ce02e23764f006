import { describe, expect, test } from 'vitest';
import type { Policy } from '../../../../policy/bundle.ts';
import { modelDefaults } from '../../../../policy/model.ts';
import { turnRecordSchema } from '../../../../worker/turn/record.ts';
import { advance, startContext } from '../../../../worker/turn/session.ts';
import { turn } from '../../../../worker/turn/turn.ts';
import { type Draft, good, unfaithful } from '../../../contract/servers/drafts.ts';
import { policy, shown } from '../../../policy/samples.ts';
import { inputOf, portsOf } from '../samples.ts';
import { engineWith, served } from './served.ts';

const { server, model } = served();
const question = 'How long does delivery take?';

async function ask(words = question, over: Partial<Policy> = {}, before: string[] = []) {
  const said: (string | null)[] = [];
  const engine = engineWith(over);
  const ports = portsOf(engine, { model: model(), say: (text) => said.push(text) });
  let context = startContext('en');
  for (const message of before) {
    const { record, next } = await turn(inputOf(message, { context }), portsOf(engine));
    context = advance(context, record, next);
  }
  const { record } = await turn(inputOf(words, { context }), ports);
  expect(turnRecordSchema.parse(record)).toEqual(record);
  return { record, said };
}
/** The level of the area that questions belong to. */
const at = (autonomy: 'shadow' | 'assist') => {
  const { matrix } = policy();
  return { matrix: { ...matrix, areas: matrix.areas.map((area) => (area.id === 'faqs' ? { ...area, autonomy } : area)) } };
};

test('a composed answer goes out where the guard has shown enough, and the record holds what was asked', async () => {
  const { record, said } = await ask();
  expect(record.outcome).toMatchObject({ kind: 'answer', draft: { kind: 'composed', articleId: 'delivery' } });
  expect(record.verdicts).toContainEqual({ check: 'grounded', passed: true, detail: expect.any(String) });
  expect(record.engine.model).toBe('openai local');
  expect(record.model?.calls.map(({ use }) => use).sort()).toEqual(['compose', 'second']);
  expect(said.at(-1)).toBe(record.draft.kind === 'composed' && record.draft.text);
});

test.each([
  ['was not measured', null],
  ['missed too many', { ...shown, missed: 5 }],
  ['was shown too few', { ...shown, unsupported: 100 }],
  ['was another one', { ...shown, guard: 'embedded-0' }],
  ['had a judge that this one has not', { ...shown, judge: 'openai local' }],
])('a guard that %s lets approved text go out only, and no model is asked to compose', async (_, guardEval) => {
  const { record, said } = await ask(question, { guardEval });
  expect(record.outcome).toMatchObject({ kind: 'answer', draft: { kind: 'verbatim' } });
  expect(record.model?.calls.map(({ use }) => use)).toEqual(['second']);
  expect(said).toEqual([]);
});

test('where people approve, the draft is composed for them whatever the guard has shown, and said to nobody', async () => {
  const { record, said } = await ask(question, { guardEval: null, ...at('assist') });
  expect(record.outcome).toMatchObject({ kind: 'handoff', reason: 'approval-required' });
  expect(record.draft).toMatchObject({ kind: 'composed' });
  expect(said).toEqual([]);
});

test('an article that is to be said word for word is', async () => {
  const { record } = await ask('How long is the warranty?');
  expect(record.outcome).toMatchObject({ kind: 'answer', draft: { kind: 'verbatim', articleId: 'warranty' } });
  expect(record.model?.calls.map(({ use }) => use)).toEqual(['second']);
});

test('what the guard refuses twice leaves the approved text', async () => {
  server().choose(({ use }) => (use === 'compose' ? { draft: unfaithful.price } : undefined));
  const { record, said } = await ask();
  expect(record.outcome).toMatchObject({ kind: 'answer', draft: { kind: 'verbatim', articleId: 'delivery' } });
  expect(record.model?.refused.map(({ text }) => text)).toEqual(['Delivery costs 1.99 EUR.', 'Delivery costs 1.99 EUR.']);
  expect(said).toEqual([]);
});

test('a model that is down changes nothing but the words', async () => {
  server().script([], { status: 500 });
  const { record } = await ask();
  expect(record.outcome).toMatchObject({ kind: 'answer', draft: { kind: 'verbatim', articleId: 'delivery' } });
  expect(record.model?.calls.every(({ fault }) => fault !== undefined)).toBe(true);
});

test('nothing is asked where the answer is unsure, or people have it', async () => {
  const unsure = await ask('What colour is the moon?');
  expect(unsure.record.outcome).toMatchObject({ kind: 'handoff' });
  expect(unsure.record.model?.calls.map(({ use }) => use)).toEqual(['second']);
  server().reset();
  const danger = await ask('My stove is on fire');
  expect(danger.record.outcome).toMatchObject({ kind: 'handoff', reason: 'safety' });
  expect(danger.record.model).toBeUndefined();
  expect(server().seen).toEqual([]);
});

test('nothing is shown of an answer that the second opinion stops', async () => {
  server().choose(({ use }) => (use === 'second' ? { draft: () => '{"categories":["fire"]}' } : { draft: good }));
  const { record, said } = await ask();
  expect(record.outcome).toMatchObject({ kind: 'handoff', reason: 'safety', priority: 1 });
  expect(record.ruleIds).toEqual(['danger']);
  expect(record.model?.second).toEqual(['fire']);
  expect(record.draft).toEqual({ kind: 'none' });
  expect(said).toEqual([]);
});

describe('with a judge', () => {
  const withJudge: Partial<Policy> = {
    model: { ...modelDefaults, uses: { ...modelDefaults.uses, judge: true } },
    guardEval: { ...shown, judge: 'openai local' },
  };
  const judge = (says: Draft) => server().choose(({ use }) => (use === 'judge' ? { draft: says } : { draft: good }));
  const judged = () =>
    server()
      .asked()
      .filter(({ use }) => use === 'judge').length;

  test('a sentence goes out after it too let it through, and its calls are recorded', async () => {
    const { record, said } = await ask(question, withJudge);
    expect(record.outcome).toMatchObject({ kind: 'answer', draft: { kind: 'composed' } });
    const sentences = record.draft.kind === 'composed' ? record.draft.sentences.length : 0;
    expect(record.model?.calls.filter(({ use, fault }) => use === 'judge' && !fault)).toHaveLength(sentences);
    expect(said).toHaveLength(sentences);
  });

  test('what it was not measured with goes to people', async () => {
    for (const guardEval of [shown, { ...shown, judge: 'openai other' }]) {
      const { record } = await ask(question, { ...withJudge, guardEval });
      expect(record.outcome).toMatchObject({ kind: 'answer', draft: { kind: 'verbatim' } });
      expect(record.model?.calls.map(({ use }) => use)).toEqual(['second']);
    }
  });

  test('a sentence that it refuses is mended once, with its reason, and never said', async () => {
    judge(() => '{"reason":"It is not so.","supported":false}');
    const { record, said } = await ask(question, withJudge);
    expect(record.outcome).toMatchObject({ kind: 'answer', draft: { kind: 'verbatim', articleId: 'delivery' } });
    expect(record.model?.refused.map(({ reason }) => reason)).toEqual(['the judge: It is not so.', 'the judge: It is not so.']);
    expect(said).toEqual([]);
    expect(judged()).toBe(2);
  });

  test('one that does not answer refuses, and nothing is composed again', async () => {
    judge(() => 'yes');
    const { record, said } = await ask(question, withJudge);
    expect(record.outcome).toMatchObject({ kind: 'answer', draft: { kind: 'verbatim', articleId: 'delivery' } });
    expect(record.model?.refused).toMatchObject([{ reason: expect.stringMatching(/^the judge gave no answer/) }]);
    expect(record.model?.calls.map(({ use }) => use).sort()).toEqual(['compose', 'judge', 'second']);
    expect(said).toEqual([]);
  });

  test('it is not asked about what the guard refuses, whatever it would say', async () => {
    server().choose(({ use }) =>
      use === 'compose'
        ? { draft: unfaithful.price }
        : use === 'judge'
          ? { draft: () => '{"reason":"Fine.","supported":true}' }
          : { draft: good },
    );
    const { record } = await ask(question, withJudge);
    expect(record.outcome).toMatchObject({ kind: 'answer', draft: { kind: 'verbatim' } });
    expect(judged()).toBe(0);
  });
});

test('a follow-up is looked for as a question of its own', async () => {
  server().choose(({ use }) =>
    use === 'standalone' ? { draft: () => '{"question":"How long does delivery take to Spain?"}' } : undefined,
  );
  const { record } = await ask('And to Spain?', {}, [question]);
  expect(record.asked).toBe('How long does delivery take to Spain?');
  expect(record.model?.calls.map(({ use }) => use)).toContain('standalone');
});
