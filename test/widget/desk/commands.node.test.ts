import { expect, it, vi } from 'vitest';
import { available, type Command, commandOf } from '../../../widget/desk/ui/command.ts';
import { commands } from '../../../widget/desk/ui/commands.ts';
import { pages } from '../../../widget/desk/ui/pages.ts';

it('names every command once, and gives no key twice', () => {
  const idsOf = commands.map(({ id }) => id);
  expect(new Set(idsOf).size).toBe(idsOf.length);
  const keys = commands.map(({ key }) => key).filter((key) => key !== undefined);
  expect(new Set(keys).size).toBe(keys.length);
  for (const key of keys) expect([...key]).toHaveLength(1);
});

it('has each page, and the whole loop of an agent', () => {
  const known = new Set(commands.map(({ id }) => id));
  for (const { page } of pages) expect(known).toContain(`page-${page}`);
  for (const id of ['next', 'previous', 'claim', 'reply', 'resolve', 'release', 'theme', 'keys']) expect(known).toContain(id);
});

it('gives a key to what can be done now', () => {
  const run = vi.fn();
  const make = (id: string, when?: () => boolean): Command => ({ id, title: id, group: 'Queue', key: 'x', when, run });
  const list = [make('never', () => false), make('now')];
  expect(commandOf('x', list)?.id).toBe('now');
  expect(commandOf('y', list)).toBeNull();
  expect(list.map(available)).toEqual([false, true]);
  expect(run).not.toHaveBeenCalled();
});
