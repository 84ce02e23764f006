import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { each } from '../../../kb/local/each.ts';

test('gives the results in order, whatever is done first, and nothing of nothing', async () => {
  expect(await each([30, 1, 10], async (ms, i) => pause(ms, `${i}: ${ms}`))).toEqual(['0: 30', '1: 1', '2: 10']);
  expect(await each([], async () => 1)).toEqual([]);
});

test('does some at a time', async () => {
  let open = 0;
  let most = 0;
  await each(
    Array.from({ length: 100 }, (_, i) => i),
    async () => {
      most = Math.max(most, ++open);
      await pause(1);
      open--;
    },
  );
  expect(most).toBe(16);
});

test('after a fault waits for what is under way and begins nothing more', async () => {
  let begun = 0;
  let ended = 0;
  const all = Array.from({ length: 100 }, (_, i) => i);
  const work = async (i: number) => {
    begun++;
    await pause(5);
    ended++;
    if (i === 3) throw new Error('the disk is full');
  };
  await expect(each(all, work)).rejects.toThrow('the disk is full');
  expect(ended).toBe(begun);
  expect(begun).toBeLessThan(40);
});
