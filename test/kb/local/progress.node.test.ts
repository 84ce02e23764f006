import { expect, test } from 'vitest';
import { progressOn } from '../../../kb/local/progress.ts';

function on(isTTY: boolean) {
  let time = 0;
  let written = '';
  const stream = {
    isTTY,
    write(text: string) {
      written += text;
      return true;
    },
  };
  const progress = progressOn(stream, () => time);
  return {
    progress,
    at(ms: number, done: number) {
      time = ms;
      progress.show('reading files', done, 20_000);
    },
    written: () => written,
  };
}

test('shows nothing of what is done at once', () => {
  for (const isTTY of [true, false]) {
    const { at, progress, written } = on(isTTY);
    at(10, 1);
    at(600, 2);
    progress.end();
    expect(written()).toBe('');
  }
});

test('writes one line on a terminal again and again, and clears it', () => {
  const { at, progress, written } = on(true);
  at(800, 1);
  at(850, 2);
  at(950, 3_000);
  progress.end();
  progress.end();
  expect(written()).toBe('\rreading files: 1 of 20,000\u001b[K\rreading files: 3,000 of 20,000\u001b[K\r\u001b[K');
});

test('writes a line now and then elsewhere', () => {
  const { at, progress, written } = on(false);
  for (let ms = 0; ms <= 10_000; ms += 100) at(ms, ms);
  progress.end();
  expect(written()).toBe('reading files: 3,000 of 20,000\nreading files: 8,000 of 20,000\n');
});
