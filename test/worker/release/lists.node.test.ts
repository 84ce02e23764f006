import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { readLists } from '../../../worker/release/lists.ts';

const temporary = mkdtempSync(join(tmpdir(), 'handrail-lists-'));
afterAll(() => rmSync(temporary, { recursive: true }));
let folder = '';
beforeEach(() => {
  folder = `${mkdtempSync(join(temporary, 'kb-'))}/`;
});
const write = (name: string, text: string) => writeFileSync(`${folder}${name}`, text);

test('reads the lists of the project, and nothing is wrong with them', async () => {
  const { synonyms, foreign, problems } = await readLists();
  expect(problems).toEqual([]);
  expect(synonyms.en?.length).toBeGreaterThan(5);
  expect(foreign.en?.length).toBeGreaterThan(50);
});

test('a folder without lists has none, and that is no problem', async () => {
  expect(await readLists(folder)).toEqual({ synonyms: {}, foreign: {}, problems: [] });
});

test('reads synonyms and questions by language', async () => {
  write('synonyms.yaml', 'en:\n  - [parcel, package]\n');
  write('out-of-scope.yaml', 'de:\n  - Wie hoch ist der Eiffelturm?\n');
  expect(await readLists(folder)).toEqual({
    synonyms: { en: [['parcel', 'package']] },
    foreign: { de: ['Wie hoch ist der Eiffelturm?'] },
    problems: [],
  });
});

test.each([
  ['no YAML', 'synonyms.yaml', 'en: [unclosed\n', /^kb\/synonyms\.yaml: /],
  ['nothing', 'synonyms.yaml', '', /^kb\/synonyms\.yaml: file: /],
  ['a line of one word', 'synonyms.yaml', 'en:\n  - [parcel]\n', /^kb\/synonyms\.yaml: en\.0: /],
  ['a language that is none', 'synonyms.yaml', 'english:\n  - [a, b]\n', /^kb\/synonyms\.yaml: english: /],
  ['a number for a question', 'out-of-scope.yaml', 'en:\n  - 7\n', /^kb\/out-of-scope\.yaml: en\.0: /],
  ['a list without language', 'out-of-scope.yaml', '- how high is it\n', /^kb\/out-of-scope\.yaml: file: /],
])('names the file that holds %s, and reads the other', async (_, name, text, message) => {
  write('synonyms.yaml', 'en:\n  - [parcel, package]\n');
  write('out-of-scope.yaml', 'en:\n  - how high is it\n');
  write(name, text);
  const { synonyms, foreign, problems } = await readLists(folder);
  expect(problems).toEqual([expect.stringMatching(message)]);
  expect(name === 'synonyms.yaml' ? [synonyms, foreign.en?.length] : [foreign, synonyms.en?.length]).toEqual([{}, 1]);
});

test('names a word that two lines claim', async () => {
  write('synonyms.yaml', 'en:\n  - [parcel, package]\n  - [bundle, Package]\n');
  const { problems } = await readLists(folder);
  expect(problems).toEqual([expect.stringMatching(/^kb\/synonyms\.yaml: en: "package" stands in the lines of "parcel" and "bundle"/)]);
});
