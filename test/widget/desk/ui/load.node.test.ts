import { expect, test } from 'vitest';
import { source } from '../../../../widget/desk/ui/load.ts';

const say = (error: unknown) => (error instanceof Error ? error.message : 'unknown');

function later<T>() {
  let settle: { resolve: (value: T) => void; reject: (error: unknown) => void } | null = null;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, resolve: (value: T) => settle?.resolve(value), reject: (error: unknown) => settle?.reject(error) };
}

test('shows the answer to the last question asked, whichever comes first', async () => {
  const { state, load } = source<string>(say);
  const [slow, quick] = [later<string>(), later<string>()];
  const loads = [load(() => slow.promise), load(() => quick.promise)];
  quick.resolve('new');
  slow.resolve('old');
  await Promise.all(loads);
  expect(state.value).toEqual({ at: 'ready', value: 'new' });
});

test('keeps what is there while it is fetched again, and says what went wrong', async () => {
  const { state, load, clear } = source<string>(say);
  await load(async () => 'first');
  const again = later<string>();
  const loading = load(() => again.promise);
  expect(state.value).toEqual({ at: 'ready', value: 'first' });
  again.reject(new Error('Try again in a moment.'));
  await loading;
  expect(state.value).toEqual({ at: 'failed', message: 'Try again in a moment.' });
  const third = later<string>();
  const trying = load(() => third.promise);
  expect(state.value.at).toBe('failed');
  third.resolve('third');
  await trying;
  expect(state.value).toEqual({ at: 'ready', value: 'third' });
  clear();
  expect(state.value).toEqual({ at: 'loading' });
});

test('an answer that comes after everything was cleared is not shown', async () => {
  const { state, load, clear } = source<string>(say);
  const slow = later<string>();
  const loading = load(() => slow.promise);
  clear();
  slow.resolve('old');
  await loading;
  expect(state.value).toEqual({ at: 'loading' });
});
