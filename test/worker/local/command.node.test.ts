import { afterEach, expect, test, vi } from 'vitest';
import { command } from '../../../worker/local/command.ts';
import { BuildError } from '../../../worker/release/build.ts';

const told = vi.spyOn(console, 'error').mockImplementation(() => {});
afterEach(() => {
  process.exitCode = 0;
  told.mockClear();
});

test('what a command gives back is its exit code', async () => {
  await command(async () => 2);
  expect(process.exitCode).toBe(2);
  expect(told).not.toHaveBeenCalled();
});

test('a known fault is told in its words, a bug with its place', async () => {
  await command(() => Promise.reject(new BuildError(['rules/x.yaml: mend it'])));
  expect(process.exitCode).toBe(1);
  expect(told).toHaveBeenLastCalledWith('The release cannot be built:\n  rules/x.yaml: mend it');
  const bug = new TypeError('oops');
  await command(() => Promise.reject(bug));
  expect(told).toHaveBeenLastCalledWith(bug);
});

test('a command may have words of its own', async () => {
  await command(
    () => Promise.reject(new Error('no')),
    () => 'policy: no',
  );
  expect(told).toHaveBeenLastCalledWith('policy: no');
});
