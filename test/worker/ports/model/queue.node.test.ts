import { expect, test } from 'vitest';
import { Queue } from '../../../../worker/ports/model/queue.ts';

test('gives values in order, those from before and those that come, and ends', async () => {
  const queue = new Queue<number>();
  queue.push(1);
  const read = (async () => {
    const all: number[] = [];
    for await (const one of queue) all.push(one);
    return all;
  })();
  await Promise.resolve();
  queue.push(2);
  queue.push(3);
  await Promise.resolve();
  queue.end();
  queue.push(4);
  expect(await read).toEqual([1, 2, 3]);
  expect(queue.all).toEqual([1, 2, 3]);
});

test('who stops reading leaves nobody waiting', async () => {
  const queue = new Queue<string>();
  queue.push('a');
  for await (const one of queue) if (one === 'a') break;
  queue.push('b');
  queue.end();
  expect(queue.all).toEqual(['a', 'b']);
});
