import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { attempt, type Limits } from '../../../worker/ports/attempt.ts';
import { failed, type Tried } from '../../../worker/ports/fault.ts';

const limits: Limits = { attemptMs: 1_000, totalMs: 10_000, tries: 4, baseMs: 100 };
const good: Tried<string> = { ok: true, value: 'good' };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Runs to the end on fake time: what came out, after how many milliseconds and how many tries. */
async function run(answers: (Tried<string> | 'never' | Error)[], over: Partial<Limits> = {}) {
  const began = Date.now();
  let tries = 0;
  const signals: AbortSignal[] = [];
  const work = async (signal: AbortSignal): Promise<Tried<string>> => {
    signals.push(signal);
    const answer = answers[Math.min(tries++, answers.length - 1)] ?? good;
    if (answer === 'never') return new Promise(() => {});
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const done = attempt(work, { ...limits, ...over }).then((result) => ({ result, ms: Date.now() - began }));
  await vi.runAllTimersAsync();
  return { ...(await done), tries, aborted: signals.map(({ aborted }) => aborted) };
}

test('gives the first good answer', async () => {
  expect(await run([good])).toEqual({ result: good, ms: 0, tries: 1, aborted: [false] });
});

test('asks again while that may help, with pauses that double and differ', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(1);
  const down = failed('unavailable', 'down', true);
  expect(await run([down, down, down, good])).toMatchObject({ result: good, tries: 4, ms: 100 + 200 + 400 });
  vi.spyOn(Math, 'random').mockReturnValue(0);
  expect(await run([down, down, down, good])).toMatchObject({ result: good, ms: 50 + 100 + 200 });
});

test('stops after its tries, and at once where asking again is useless', async () => {
  expect(await run([failed('unavailable', 'down', true)])).toMatchObject({ tries: 4, result: { ok: false, fault: { why: 'down' } } });
  expect(await run([failed('bad-answer', 'nonsense'), good])).toMatchObject({ tries: 1, result: { ok: false } });
});

test('stays away at least as long as it was asked to, or gives up at once', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  expect(await run([failed('rate-limited', 'slow', true, 2_000), good])).toMatchObject({ result: good, ms: 2_050 });
  expect(await run([failed('rate-limited', 'slow', true, 60_000), good])).toMatchObject({
    tries: 1,
    ms: 0,
    result: { ok: false, fault: { kind: 'rate-limited', retryAfter: 60_000 } },
  });
});

test('cuts off a try that does not end, and the whole at its limit', async () => {
  expect(await run(['never', good])).toMatchObject({ result: good, tries: 2, aborted: [true, false] });
  const { result, ms } = await run(['never'], { totalMs: 2_500, tries: 9 });
  expect(result).toMatchObject({ ok: false, fault: { kind: 'timeout' } });
  expect(ms).toBeLessThanOrEqual(2_500);
});

test('shares one deadline between calls', async () => {
  const done = attempt(async () => good, limits, Date.now() - 1);
  expect(await done).toMatchObject({ ok: false, fault: { kind: 'timeout' } });
});

test('never throws, and keeps the words of an error to itself', async () => {
  const { result } = await run([new TypeError('fetch failed for Elm Street 14')]);
  expect(result).toEqual(failed('unavailable', 'the request failed (TypeError)', true));
  const sync = attempt(
    () => {
      throw new Error('at once');
    },
    { ...limits, tries: 1 },
  );
  expect(await sync).toMatchObject({ ok: false, fault: { kind: 'unavailable' } });
});
