import { expect, it } from 'vitest';
import type { Sections } from '../../../widget/desk/queue/sections.ts';
import type { Command } from '../../../widget/desk/ui/command.ts';
import { commandItems, paletteItems } from '../../../widget/desk/ui/palette-items.ts';
import { entry } from './samples.ts';

const run = () => undefined;
const list: Command[] = [
  { id: 'claim', title: 'Claim', group: 'Queue', key: 'c', run },
  { id: 'page-questions', title: 'Questions', about: 'What nobody could answer', group: 'Pages', run },
  { id: 'resolve', title: 'Resolve', group: 'Conversation', when: () => false, run },
  { id: 'palette', title: 'Find', group: 'Desk', run },
];
const items = commandItems(list, ['palette']);
const parts: Sections = {
  mine: [entry({ handoffId: 'h1', customer: 'Mara', snippet: 'My tent leaks' })],
  waiting: [entry({ handoffId: 'h2', conversationId: 'conversation-2', customer: 'Noor', snippet: 'Questions about boots', priority: 2 })],
  missed: [],
  taken: [entry({ handoffId: 'h3', customer: 'Anna', snippet: '', agent: { id: 'jonas', name: 'Jonas' } })],
};
const found = (query: string) => paletteItems(items, parts, query, run).map(({ title, kind }) => `${title}: ${kind}`);

it('offers what can be done now, and who is mine, before anything is typed', () => {
  expect(found('')).toEqual(['Claim: Command', 'Questions: Page', 'Mara: Yours']);
});

it('finds pages by more than their title, and customers by name and words', () => {
  expect(found('nobody')).toEqual(['Questions: Page']);
  expect(found('ques')).toEqual(['Questions: Page', 'Noor: Waiting, high']);
  expect(found('boots')).toEqual(['Noor: Waiting, high']);
  expect(found('anna')).toEqual(['Anna: Jonas']);
  expect(found('resolve')).toEqual([]);
});

it('opens the conversation it names', () => {
  const opened: string[] = [];
  for (const item of paletteItems(items, parts, 'noor', (id) => opened.push(id))) item.run();
  expect(opened).toEqual(['conversation-2']);
});

it('stays short, however many wait', () => {
  const many = Array.from({ length: 500 }, (_, n) => entry({ handoffId: `h${n}`, customer: `Noor ${n}` }));
  expect(paletteItems(items, { ...parts, waiting: many }, 'noor', run)).toHaveLength(50);
});
