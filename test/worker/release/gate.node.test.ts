import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PolicyCase } from '../../../policy/case.ts';
import { gatesDefaults } from '../../../policy/gates.ts';
import { notInstalled } from '../../../worker/ports/embed/port.ts';
import type { Golden } from '../../../worker/release/checks.ts';
import { advanceGate, type GatePorts, startGate } from '../../../worker/release/gate.ts';
import type { Gate } from '../../../worker/release/gate-schema.ts';
import { player } from '../../../worker/release/replay.ts';
import { turn } from '../../../worker/turn/turn.ts';
import { article } from '../../kb/samples.ts';
import { rule, wants } from '../../policy/samples.ts';
import { at, engineOf, inputOf, portsOf } from '../turn/samples.ts';

const articles = [article('returns', ['how do I return something']), article('stores', ['where are your stores'])];
const engine = engineOf(articles, {
  rules: [
    rule('may-speak', { when: 'autonomy == "autopilot"' }),
    rule('asks', { when: 'asksForHuman', ...wants({ outcome: 'handoff', reason: 'customer-request' }) }),
    rule('confident', { moment: 'before-send', when: 'knowledge.found && guard.passed && knowledge.confidence >= knowledge.threshold' }),
  ],
});

const holds: PolicyCase = { rule: 'asks', outcome: 'handoff', name: 'asks.json', facts: { asksForHuman: true } };
const answered: PolicyCase = { rule: 'confident', outcome: 'answer', name: 'answered.json', messages: ['how do I return something'] };
const golden = (id: string, message: string, expected: string | null, also: string[] = []): Golden => ({
  id,
  messages: [message],
  expect: { article: expected },
  also,
  locale: 'en',
});

function ports(over: Partial<GatePorts> = {}): GatePorts {
  return {
    engine,
    checks: { cases: [holds, answered], golden: [golden('g', 'how do I return something', 'returns')] },
    gates: { ...gatesDefaults, day: '2026-11-23' },
    embed: notInstalled,
    recorded: async () => [],
    candidate: () => player(async () => Promise.reject(new Error('nobody asks'))),
    active: null,
    now: () => at,
    ...over,
  };
}

const start = (of: GatePorts, conversations: string[] = []) =>
  startGate({ id: 'run', by: { id: 'jonas', name: 'Jonas' }, against: null, conversations, note: '' }, of.checks, at);

async function run(of: GatePorts, conversations: string[] = [], steps = 50): Promise<Gate> {
  let gate = start(of, conversations);
  while (gate.verdict === 'running') gate = await advanceGate(gate, of, { steps, ms: 1_000 });
  return gate;
}

test('passes when every case comes out as it says and no golden answer is wrong', async () => {
  expect(await run(ports())).toMatchObject({
    verdict: 'passed',
    problems: [],
    failures: [],
    finishedAt: at.toISOString(),
    cases: { total: 2, asked: 2, failed: 0, skipped: 0 },
    golden: { total: 1, asked: 1, answered: 1, wrong: 0, skipped: 0 },
  });
});

test('fails with one case that comes out otherwise, by outcome or by rule', async () => {
  const otherRule: PolicyCase = { ...holds, rule: 'confident', name: 'other-rule.json' };
  const gone: PolicyCase = { ...holds, rule: 'was-removed', name: 'gone.json' };
  const wrong: PolicyCase = { ...answered, name: 'wrong.json', messages: ['may I speak with somebody about dragons'] };
  const gate = await run(ports({ checks: { cases: [holds, otherRule, gone, wrong], golden: [] } }));
  expect(gate).toMatchObject({
    verdict: 'failed',
    problems: ['3 of 4 policy cases come out otherwise than they say.'],
    cases: { failed: 3 },
  });
  expect(gate.failures.map(({ name, got }) => [name, got])).toEqual([
    ['confident/handoff/other-rule.json', 'handoff by no rule'],
    ['was-removed/handoff/gone.json', 'nothing, the rule is not there by no rule'],
    ['confident/answer/wrong.json', 'handoff by no rule'],
  ]);
});

test('golden answers may be wrong by the declared share only, and an answer to what no article knows is wrong', async () => {
  const checks = {
    cases: [holds],
    golden: [
      golden('right', 'how do I return something', 'returns'),
      golden('also', 'where are your stores', 'returns', ['stores']),
      golden('wrong', 'where are your stores', 'returns'),
      golden('nothing', 'how do I return something', null),
    ],
  };
  const gate = await run(ports({ checks }));
  expect(gate).toMatchObject({ verdict: 'failed', golden: { asked: 4, answered: 4, wrong: 2 } });
  expect(gate.problems).toEqual(['2 of 4 answers to golden questions are wrong (50.0 %); 2.0 % may be.']);
  expect(gate.failures.map(({ name, expected, got }) => [name, expected, got])).toEqual([
    ['wrong', 'article returns', 'article stores'],
    ['nothing', 'no answer', 'article returns'],
  ]);
  expect((await run(ports({ checks, gates: { ...gatesDefaults, golden_wrong: 0.5 } }))).verdict).toBe('passed');
  const silent = { cases: [holds], golden: [golden('unknown', 'dragons', 'returns')] };
  expect((await run(ports({ checks: silent, gates: { ...gatesDefaults, golden_answered_min: 0.5 } }))).verdict).toBe('failed');
});

test('what is about articles of other knowledge is not asked; a release that nothing is asked of has shown nothing', async () => {
  const elsewhere: PolicyCase = { ...answered, article: 'tents' };
  const foreign = [golden('tents', 'which tent', 'tents'), golden('moon', 'how do I return something', null)];
  expect(await run(ports({ checks: { cases: [holds, elsewhere], golden: foreign } }))).toMatchObject({
    verdict: 'passed',
    cases: { asked: 1, skipped: 1 },
    golden: { asked: 0, skipped: 2 },
  });
  const nothing = await run(ports({ checks: { cases: [elsewhere], golden: [] } }));
  expect(nothing).toMatchObject({ verdict: 'failed', problems: [expect.stringContaining('No policy case was asked')] });
  expect((await run(ports({ checks: { cases: [], golden: [] } }))).verdict).toBe('failed');
});

test('cases happen on the declared day: an article is stale only past it', async () => {
  const checks = { cases: [{ ...answered, name: 'returns.json' }], golden: [] };
  const stale = engineOf([article('returns', ['how do I return something'], 'Send it back.', { reviewBy: '2026-11-23' })], engine.policy);
  expect((await run(ports({ engine: { ...stale, rules: engine.rules }, checks }))).verdict).toBe('passed');
});

test('a permission that nobody looked at in time decides nothing; what forbids still does', async () => {
  const [review_by, rules] = ['2026-11-22', engine.policy.rules];
  const lapsed = engineOf(articles, { rules: rules.map((one) => ({ ...one, review_by })) });
  const gate = await run(ports({ engine: lapsed }));
  expect(gate.failures).toEqual([expect.objectContaining({ name: 'confident/answer/answered.json', got: 'handoff by no rule' })]);
});

test('recorded conversations are asked of both releases; a difference does not block', async () => {
  const recorded = async (id: string) => [
    { id: `${id}.1`, question: 'how do I return something', language: 'en', asked: false, returnedFrom: '' as const },
  ];
  const playerOf = (with_: typeof engine) => () =>
    player(({ id, question, context }) => turn(inputOf(question, { id, context }), portsOf(with_)));
  const candidate = playerOf(engineOf([articles[1] ?? article('x', ['x'])], engine.policy));
  const gate = await run(ports({ recorded, candidate, active: playerOf(engine) }), ['c1', 'c2']);
  expect(gate).toMatchObject({ verdict: 'passed', total: 5, done: 5, replay: { turns: 2, changed: 2 } });
  expect(gate.replay.differences).toMatchObject([
    { count: 2, turns: ['c1.1', 'c2.1'], before: { outcome: 'answer' }, after: { outcome: 'handoff' } },
  ]);
  expect(JSON.stringify(gate)).not.toContain('return something');
});

test('comes out the same however it is cut into shares, and leaves what it was given as it was', async () => {
  const of = ports({
    checks: { cases: [holds, answered, { ...holds, rule: 'confident' }], golden: [golden('g', 'where are your stores', 'returns')] },
  });
  const whole = await run(of);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 5 }), async (steps) => {
      expect(await run(of, [], steps)).toEqual(whole);
    }),
    { numRuns: 5 },
  );
  const before = start(of);
  await advanceGate(before, of, { steps: 2, ms: 1_000 });
  expect(before).toEqual(start(of));
});

test('a share ends after its time as well', async () => {
  const times = [700, 1_400, 2_100];
  const gate = await advanceGate(start(ports()), ports({ now: () => new Date(times.shift() ?? 0) }), { steps: 50, ms: 1_000 });
  expect(gate).toMatchObject({ verdict: 'running', done: 2 });
});
