import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readLabelled } from '../../../../worker/turn/guard-eval/cases.ts';
import { article } from '../../../kb/samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'handrail-guard-cases-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'cases.jsonl');
const read = (...lines: unknown[]) => {
  writeFileSync(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  return readLabelled(file, async () => [article('delivery', [], 'Three days.', { title: 'Delivery' })]);
};
const one = { id: 'a', passages: ['Three days.'], draft: 'Three days.', supported: true };

test('reads drafts with their labels; an article stands for its passages, with the headings', async () => {
  const { cases, problems } = await read(one, '', {
    id: 7,
    question: 'How long?',
    article: 'delivery',
    draft: 'Two.',
    supported: false,
    kind: 'number',
    by: 'ada',
  });
  expect(problems).toEqual([]);
  expect(cases).toEqual([
    { ...one, question: '' },
    { id: '7', question: 'How long?', passages: ['Delivery\nThree days.'], draft: 'Two.', supported: false, kind: 'number' },
  ]);
});

test('asks for the articles only if a case names one', async () => {
  writeFileSync(file, JSON.stringify(one));
  expect((await readLabelled(file, () => Promise.reject(new Error('asked')))).cases).toHaveLength(1);
});

test.each<[what: string, line: unknown, says: RegExp]>([
  [
    'no label',
    { ...one, id: 'b', supported: undefined },
    /:2: supported: is missing or neither true nor false; write true where .+, else false\.$/,
  ],
  ['a label that is a word', { ...one, id: 'b', supported: 'yes' }, /:2: supported: is missing or neither true nor false; write/],
  ['no JSON', 'nonsense', /:2: is not JSON; write one case a line\.$/],
  ['no draft', { ...one, id: 'b', draft: undefined }, /:2: draft: /],
  ['nothing to hold it against', { ...one, id: 'b', passages: undefined }, /:2: passages: give the texts that the draft was made of/],
  ['an empty list', { ...one, id: 'b', passages: [] }, /:2: passages: /],
  ['both', { ...one, id: 'b', article: 'delivery' }, /:2: passages: give .+ and not both\.$/],
  ['an article that is not there', { ...one, id: 'b', passages: undefined, article: 'moon' }, /:2: article: there is no "moon"/],
  ['an id that is there', one, /:2: the id "a" is there twice; /],
])('%s is named with its line and what to do', async (_, line, says) => {
  const { problems } = await read(one, line);
  expect(problems).toEqual([expect.stringMatching(says)]);
});

test('a file without a case measures nothing', async () => {
  expect((await read('')).problems).toEqual([expect.stringMatching(/holds no case; write one a line\.$/)]);
});
