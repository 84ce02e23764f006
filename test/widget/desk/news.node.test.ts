import { expect, it } from 'vitest';
import { shownFor } from '../../../widget/desk/ui/news.ts';
import { entry } from './samples.ts';

const one = entry({ priority: 2, customer: 'Mara Lind', snippet: 'my card was charged twice' });

it('says the priority only, unless the agent allows the words', () => {
  const quiet = shownFor({ kind: 'arrived', entries: [one] }, false);
  expect(quiet).toEqual({ title: 'New in the queue: priority 2', body: '', tag: 'arrived', conversation: 'conversation-1' });
  expect(shownFor({ kind: 'arrived', entries: [one] }, true)?.body).toContain('Mara Lind');
});

it('says the highest priority of several, and names nobody', () => {
  const news = { kind: 'arrived', entries: [one, entry({ handoffId: 'h2', priority: 1 })] } as const;
  expect(shownFor(news, true)).toMatchObject({ title: '2 new in the queue, highest priority 1', body: '', conversation: null });
});

it('has nothing to say of nothing', () => {
  expect(shownFor({ kind: 'arrived', entries: [] }, true)).toBeNull();
});

it('keeps a message to itself as well, and shortens a long one', () => {
  const news = { kind: 'wrote', conversation: 'conversation-1', customer: 'Mara Lind', text: 'x'.repeat(500) } as const;
  const quiet = JSON.stringify(shownFor(news, false));
  expect(quiet).not.toContain('Mara');
  expect(quiet).not.toContain('xx');
  expect(shownFor(news, true)).toMatchObject({ title: 'New message from Mara Lind', tag: 'wrote-conversation-1' });
  expect(shownFor(news, true)?.body).toHaveLength(120);
});

it('says who counts on me, and about whom only with leave', () => {
  const given = { kind: 'given', conversation: 'conversation-1', customer: 'Mara Lind', by: 'Marta Kowalska' } as const;
  expect(shownFor(given, false)).toMatchObject({ title: 'Given to you by Marta Kowalska', body: '', conversation: 'conversation-1' });
  expect(shownFor(given, true)?.body).toBe('Mara Lind');
  expect(shownFor({ ...given, by: null }, false)?.title).toBe('Given to you by the queue');
  const mentioned = { kind: 'mentioned', conversation: 'conversation-1', by: 'Marta Kowalska', text: 'Mara is upset' } as const;
  expect(shownFor(mentioned, false)).toMatchObject({ title: 'Marta Kowalska mentions you in a note', body: '' });
  expect(shownFor(mentioned, true)?.body).toBe('Mara is upset');
});
