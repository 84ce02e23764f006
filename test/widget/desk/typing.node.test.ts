import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { typingReporter } from '../../../widget/desk/conversation/typing.ts';

describe('typing', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is told once for many keys, and again while it goes on', () => {
    const told: boolean[] = [];
    const { typed } = typingReporter((on) => told.push(on));
    for (let key = 0; key < 10; key++) typed();
    expect(told).toEqual([true]);
    vi.advanceTimersByTime(3_000);
    typed();
    expect(told).toEqual([true, true]);
  });

  it('ends by itself when the keys do, and at once when asked', () => {
    const told: boolean[] = [];
    const { typed, stop } = typingReporter((on) => told.push(on));
    typed();
    vi.advanceTimersByTime(5_000);
    expect(told).toEqual([true, false]);
    typed();
    stop();
    stop();
    expect(told).toEqual([true, false, true, false]);
    vi.advanceTimersByTime(10_000);
    expect(told).toHaveLength(4);
  });
});
