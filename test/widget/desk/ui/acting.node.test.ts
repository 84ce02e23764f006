import { expect, test } from 'vitest';
import { acting } from '../../../../widget/desk/ui/acting.ts';

const later = () => {
  let done: (error?: Error) => void = () => {};
  const promise = new Promise<void>((resolve, reject) => {
    done = (error) => (error ? reject(error) : resolve());
  });
  return { promise, done };
};

test('one thing at a time: a second press while it is under way is the first one', async () => {
  const { busy, once } = acting<'more' | 'export'>();
  const first = later();
  let second = false;
  const running = once('more', () => first.promise);
  expect(busy.value).toBe('more');
  const refused = await once('export', async () => {
    second = true;
  });
  expect([refused, second, busy.value]).toEqual([false, false, 'more']);
  first.done();
  expect(await running).toBe(true);
  expect(busy.value).toBeNull();
});

test('says what went wrong, and forgets it with the next', async () => {
  const said: string[] = [];
  const { trouble, once } = acting<'work'>({ say: (words) => said.push(words) });
  expect(await once('work', () => Promise.reject(new Error('down')))).toBe(false);
  expect(trouble.value).toContain('cannot be reached');
  expect(said).toEqual([trouble.value]);
  expect(await once('work', async () => {})).toBe(true);
  expect(trouble.value).toBe('');
});

test('what follows runs whatever came of it, while still busy', async () => {
  const seen: (string | null)[] = [];
  const { busy, once }: ReturnType<typeof acting<'work'>> = acting<'work'>({
    say: () => {},
    after: async () => {
      seen.push(busy.value);
    },
  });
  await once('work', async () => {});
  await once('work', () => Promise.reject(new Error('down')));
  expect(seen).toEqual(['work', 'work']);
  expect(busy.value).toBeNull();
});
