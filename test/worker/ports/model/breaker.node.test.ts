import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Breaker, Breakers } from '../../../../worker/ports/model/breaker.ts';

const limits = { faults: 3, restMs: 1_000, mostMs: 3_000 };
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const fail = (breaker: Breaker, times: number) => {
  for (let i = 0; i < times; i++) breaker.ask()?.(false);
};

test('opens after faults in a row, and not before', () => {
  const breaker = new Breaker(limits);
  fail(breaker, 2);
  breaker.ask()?.(true);
  fail(breaker, 2);
  expect(breaker.state()).toBe('closed');
  fail(breaker, 1);
  expect(breaker.state()).toBe('open');
  expect(breaker.ask()).toBeNull();
});

test('what says nothing of the service changes nothing, and leave is given back once', () => {
  const breaker = new Breaker(limits);
  fail(breaker, 2);
  breaker.ask()?.(null);
  const leave = breaker.ask();
  leave?.(true);
  leave?.(false);
  fail(breaker, 2);
  expect(breaker.state()).toBe('closed');
});

test('lets one call through after the rest, and all when it comes back well', () => {
  const breaker = new Breaker(limits);
  fail(breaker, 3);
  vi.advanceTimersByTime(1_000);
  expect(breaker.state()).toBe('half-open');
  const probe = breaker.ask();
  expect([probe === null, breaker.ask()]).toEqual([false, null]);
  probe?.(true);
  expect(breaker.state()).toBe('closed');
  expect(breaker.ask()).not.toBeNull();
});

test('rests twice as long after each probe that failed, up to a limit, and never shorter than it was asked to', () => {
  const breaker = new Breaker(limits);
  fail(breaker, 3);
  for (const rest of [1_000, 2_000, 3_000, 3_000]) {
    vi.advanceTimersByTime(rest - 1);
    expect(breaker.ask()).toBeNull();
    vi.advanceTimersByTime(1);
    breaker.ask()?.(false);
  }
  const asked = new Breaker({ ...limits, mostMs: 60_000 });
  for (let i = 0; i < 3; i++) asked.ask()?.(false, 30_000);
  vi.advanceTimersByTime(29_999);
  expect(asked.state()).toBe('open');
});

test('a probe that was broken off frees the next one', () => {
  const breaker = new Breaker(limits);
  fail(breaker, 3);
  vi.advanceTimersByTime(1_000);
  breaker.ask()?.(null);
  expect(breaker.ask()).not.toBeNull();
});

test('late faults of calls from before neither prolong the rest nor open a probe', () => {
  const breaker = new Breaker(limits);
  const slow = breaker.ask();
  fail(breaker, 3);
  vi.advanceTimersByTime(999);
  slow?.(false);
  vi.advanceTimersByTime(1);
  expect(breaker.ask()).not.toBeNull();
});

test('sites and drivers have their own, and the least used is forgotten', () => {
  const breakers = new Breakers(2);
  const first = breakers.of('a', 'openai x');
  expect(breakers.of('a', 'openai x')).toBe(first);
  expect(breakers.of('a', 'openai y')).not.toBe(first);
  breakers.of('b', 'openai x');
  expect(breakers.of('a', 'openai x')).not.toBe(first);
});
