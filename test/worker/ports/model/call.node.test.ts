import { expect, test } from 'vitest';
import { answerSchemas } from '../../../../policy/answers.ts';
import { failed } from '../../../../worker/ports/fault.ts';
import { Breaker } from '../../../../worker/ports/model/breaker.ts';
import type { Budget, Spent } from '../../../../worker/ports/model/budget.ts';
import { type Around, call } from '../../../../worker/ports/model/call.ts';
import type { Chat } from '../../../../worker/ports/model/chat.ts';
import type { Asked } from '../../../../worker/ports/model/once.ts';
import { wholeReader } from '../../../../worker/ports/model/read.ts';
import { freeBudget } from '../../../contract/free.ts';
import { longLimits, shortLimits } from '../../../contract/model.ts';

const schema = answerSchemas.standalone;
const says =
  (text: string, tokens: { in: number; out: number } | null = { in: 1_000, out: 100 }): Chat['ask'] =>
  async (_, take) => {
    take(text);
    return { ok: true, value: { tokens } };
  };
const around = (ask: Chat['ask'], more: Partial<Around> = {}): Around => ({
  chat: { name: 'fake', streams: false, ask },
  breaker: new Breaker(),
  budget: freeBudget,
  prices: { in: 2, out: 10 },
  limits: longLimits,
  deadline: Date.now() + 60_000,
  ...more,
});
const asked = (more: Partial<Asked<{ question: string }>> = {}): Asked<{ question: string }> => ({
  use: 'standalone',
  instructions: 'Rewrite.',
  message: 'and shoes?',
  schema,
  reader: () => wholeReader(schema),
  committed: () => false,
  stopped: new AbortController().signal,
  ...more,
});
const good = '{"question":"Can I return shoes?"}';

/** A budget that keeps what it is told. */
function keeping(allows: () => boolean = () => true) {
  const reserved: Spent[] = [];
  const settled: Spent[] = [];
  const budget: Budget = {
    async reserve(most) {
      if (!allows()) return { ok: false, over: 'day' };
      reserved.push(most);
      return { ok: true, settle: async (used) => void settled.push(used) };
    },
  };
  return { budget, reserved, settled };
}

test('reserves the most before, settles what was used after, and says both tokens and money', async () => {
  const { budget, reserved, settled } = keeping();
  const answer = await call(around(says(good), { budget }), 'standalone@1', asked());
  expect(answer).toMatchObject({
    ok: true,
    value: { question: 'Can I return shoes?' },
    call: { tokensIn: 1_000, tokensOut: 100, counted: true },
  });
  expect(answer.call.money).toBeCloseTo(0.003, 9);
  expect(settled).toEqual([{ tokens: 1_100, micros: 3_000 }]);
  expect(reserved[0]?.tokens).toBeGreaterThan(longLimits.standalone.tokens);
});

test('a try that was refused costs nothing, one that broke off is estimated, and all are settled', async () => {
  const { budget, settled } = keeping();
  let tries = 0;
  const ask: Chat['ask'] = async (request, take, signal) => {
    tries++;
    if (tries === 1) return failed('unavailable', 'a fault (500)', true);
    if (tries === 2) {
      take('{"question":"Can');
      return failed('bad-answer', 'broke off', true);
    }
    return says(good)(request, take, signal);
  };
  const answer = await call(around(ask, { budget }), 'standalone@1', asked());
  expect(answer).toMatchObject({ ok: true, call: { tries: 3, counted: false } });
  expect(settled).toHaveLength(3);
  expect(settled[0]).toEqual({ tokens: 0, micros: 0 });
  expect(settled[1]?.tokens).toBeGreaterThan(50);
  expect(settled[2]?.tokens).toBe(1_100);
  expect(answer.call.tokensIn + answer.call.tokensOut).toBe(settled.reduce((sum, { tokens }) => sum + tokens, 0));
});

test('over the budget, or without knowing it, nothing leaves', async () => {
  let calls = 0;
  const ask: Chat['ask'] = (...of) => {
    calls++;
    return says(good)(...of);
  };
  const { budget } = keeping(() => false);
  expect(await call(around(ask, { budget }), 'a@1', asked())).toMatchObject({
    ok: false,
    fault: { kind: 'over-budget', why: 'the budget of the day is used up' },
    call: { tries: 0, sent: '' },
  });
  const broken: Budget = { reserve: () => Promise.reject(new Error('the object is gone')) };
  expect(await call(around(ask, { budget: broken }), 'a@1', asked())).toMatchObject({ ok: false, fault: { kind: 'over-budget' } });
  const silent: Budget = { reserve: () => new Promise(() => {}) };
  expect(await call(around(ask, { budget: silent, limits: shortLimits }), 'a@1', asked())).toMatchObject({
    ok: false,
    fault: { kind: 'timeout' },
  });
  expect(calls).toBe(0);
});

test('a budget that cannot be settled, or not in time, changes no answer', async () => {
  for (const settle of [() => Promise.reject(new Error('gone')), () => new Promise<void>(() => {})]) {
    const budget: Budget = { reserve: async () => ({ ok: true, settle }) };
    expect(await call(around(says(good), { budget }), 'a@1', asked())).toMatchObject({ ok: true });
  }
});

test('faults open the breaker, and then nothing is asked', async () => {
  const breaker = new Breaker({ faults: 2, restMs: 60_000, mostMs: 60_000 });
  let calls = 0;
  const ask: Chat['ask'] = async () => {
    calls++;
    return failed('unavailable', 'no key');
  };
  for (let i = 0; i < 2; i++) await call(around(ask, { breaker }), 'a@1', asked());
  expect(await call(around(ask, { breaker }), 'a@1', asked())).toMatchObject({ ok: false, fault: { kind: 'resting' }, call: { tries: 0 } });
  expect([calls, breaker.state()]).toEqual([2, 'open']);
});

test('budgets and callers who leave do not open it', async () => {
  const breaker = new Breaker({ faults: 1, restMs: 60_000, mostMs: 60_000 });
  await call(around(says(good), { breaker, budget: keeping(() => false).budget }), 'a@1', asked());
  const stop = new AbortController();
  const waiting = call(
    around(() => new Promise(() => {}), { breaker }),
    'a@1',
    asked({ stopped: stop.signal }),
  );
  stop.abort();
  expect(await waiting).toMatchObject({ ok: false, fault: { kind: 'stopped' } });
  expect(breaker.state()).toBe('closed');
});

test('once something was handed out, nothing is asked again', async () => {
  let calls = 0;
  const ask: Chat['ask'] = async () => {
    calls++;
    return failed('unavailable', 'a fault', true);
  };
  expect(await call(around(ask), 'a@1', asked({ committed: () => calls > 0 }))).toMatchObject({
    ok: false,
    fault: { again: false },
    call: { tries: 1 },
  });
});

test('a turn without time left asks nothing, and one with little is kept to it', async () => {
  expect(await call(around(says(good), { deadline: Date.now() }), 'a@1', asked())).toMatchObject({
    ok: false,
    fault: { kind: 'timeout' },
    call: { tries: 0 },
  });
  const began = performance.now();
  const slow = around(() => new Promise(() => {}), { deadline: Date.now() + 120 });
  expect(await call(slow, 'a@1', asked())).toMatchObject({ ok: false, fault: { kind: 'timeout' } });
  expect(performance.now() - began).toBeLessThan(longLimits.standalone.totalMs);
});

test('what a driver says after it was hung up on is not heard', async () => {
  let later: () => void = () => {};
  const ask: Chat['ask'] = (_, take) =>
    new Promise((resolve) => {
      later = () => {
        take(good);
        resolve({ ok: true, value: { tokens: null } });
      };
    });
  const answer = await call(around(ask, { deadline: Date.now() + 60 }), 'a@1', asked());
  later();
  expect(answer).toMatchObject({ ok: false, fault: { kind: 'timeout' } });
});

test('a driver that throws, at once or later, is a fault', async () => {
  const thrown = () => {
    throw new Error('sk-secret');
  };
  for (const ask of [thrown, async () => thrown()]) {
    const answer = await call(around(ask), 'a@1', asked());
    expect(answer).toMatchObject({ ok: false, fault: { kind: 'unavailable' } });
    expect(JSON.stringify(answer)).not.toContain('sk-secret');
  }
});
