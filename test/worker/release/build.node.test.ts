import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { nodeEncoder } from '../../../worker/local/encoder.ts';
import type { Embedder } from '../../../worker/ports/embed/port.ts';
import { failed } from '../../../worker/ports/fault.ts';
import { SURFACE } from '../../../worker/ports/search/surface.ts';
import { numbersOfTerms } from '../../../worker/ports/search/vocabulary.ts';
import { assemble, BuildError, buildRelease, readKnowledge, readPolicy } from '../../../worker/release/build.ts';
import { decodeRelease, releaseHash } from '../../../worker/release/format.ts';
import { article } from '../../kb/samples.ts';
import { policy, rule } from '../../policy/samples.ts';

const temporary = mkdtempSync(join(tmpdir(), 'handrail-build-'));
afterAll(() => rmSync(temporary, { recursive: true }));

let count = 0;
let folder = '';
beforeEach(() => {
  folder = join(temporary, `case-${count++}`);
  mkdirSync(folder);
});

const problemsOf = async (work: Promise<unknown>): Promise<string[]> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof BuildError)) throw new Error(`expected a BuildError, got ${String(error)}`);
  expect(error.message).toBe(`The release cannot be built:\n${error.problems.map((problem) => `  ${problem}`).join('\n')}`);
  return error.problems;
};
const write = (name: string, text: string) => {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
};

test('builds the shop’s own release, the same every time, and it can be read', async () => {
  const source = { policy: 'policy', kb: 'kb/articles' };
  const built = await buildRelease(source);
  expect(built.hash).toBe(await releaseHash(built.bytes));
  expect((await buildRelease(source)).hash).toBe(built.hash);
  expect(decodeRelease(built.bytes)).toEqual({ ok: true, content: built.content });
  expect(built.report).toEqual({
    articles: built.content.articles.length,
    questions: built.content.articles.flatMap(({ questions }) => questions).length,
    rules: built.content.policy.rules.length,
    locales: 7,
    bytes: built.bytes.length,
    calibrations: built.content.calibrations,
    tone: [],
    cases: expect.any(Number),
    golden: expect.any(Number),
  });
  const { embedder } = await nodeEncoder();
  expect(built.content.calibrations).toMatchObject([{ locale: 'en', maker: embedder.name, source: 'fitted' }]);
  expect(built.content.indexes).toMatchObject([{ locale: 'en', maker: embedder.name, dimensions: embedder.dimensions }]);
});

test('the shop has at least 40 articles, each approved, owned and asked for in five ways or more', async () => {
  const articles = await readKnowledge('kb/articles');
  expect(articles.length).toBeGreaterThanOrEqual(40);
  const poor = articles.filter(
    ({ questions, approvedBy, approvedOn, reviewBy, owner }) => questions.length < 5 || !approvedBy || !approvedOn || !reviewBy || !owner,
  );
  expect(poor.map(({ id }) => id)).toEqual([]);
});

test('no question of the shop belongs to two articles', async () => {
  const owners = new Map<string, string[]>();
  for (const { id, questions } of await readKnowledge('kb/articles')) {
    for (const question of questions) {
      const key = question
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim();
      owners.set(key, [...(owners.get(key) ?? []), id]);
    }
  }
  expect([...owners].filter(([, ids]) => ids.length > 1)).toEqual([]);
});

test('reads a folder of Markdown with its subfolders and without its README, or one CSV or JSONL file', async () => {
  const text = (id: string) =>
    `---\nid: ${id}\ntitle: Title\ntopic: test\nquestions: [how now]\nmode: verbatim\nlocale: en\nowner: Marta\n---\nWords.\n`;
  write('b.md', text('b'));
  write('sub/a.md', text('a'));
  write('README.md', '# For people');
  write('notes.txt', 'not read');
  expect((await readKnowledge(folder)).map(({ id }) => id)).toEqual(['a', 'b']);
  expect(await readKnowledge(write('faq.csv', 'id,question,answer\n1,q?,a\n'))).toMatchObject([{ id: '1' }]);
  expect(await readKnowledge(write('faq.jsonl', '{"id":"2","question":"q?","answer":"a"}\n'))).toMatchObject([{ id: '2' }]);
});

test('names file and line of everything that is wrong with articles, at once', async () => {
  write('a.md', 'no front matter');
  write('sub/b.md', '---\nid: B\n---\n');
  const problems = await problemsOf(readKnowledge(folder));
  expect(problems[0]).toMatch(/^a\.md:1: /);
  expect(problems.filter((problem) => problem.startsWith('sub/b.md:'))).not.toEqual([]);
});

test('names every broken file of a policy, at once', async () => {
  cpSync('policy', folder, { recursive: true });
  write('rules/typo.yaml', 'id: typo\nwhen: true\n');
  write('topics/broken.yaml', 'id: [unclosed\n');
  write('wording/xx.yaml', 'locale: xx\ntexts: {greeting: 7}\n');
  const problems = await problemsOf(readPolicy(folder));
  for (const file of ['rules/typo.yaml', 'topics/broken.yaml', 'wording/xx.yaml']) {
    expect(problems.some((problem) => problem.startsWith(`${file}:`))).toBe(true);
  }
});

test('says which file is missing', async () => {
  for (const name of ['rules', 'topics', 'wording']) mkdirSync(join(folder, name));
  expect(await problemsOf(readPolicy(folder))).toEqual([expect.stringMatching(/^matrix\.yaml:1: /)]);
});

test('puts English first: the language every text must exist in', async () => {
  expect((await readPolicy('policy')).wording[0]?.locale).toBe('en');
});

test('builds nothing from a policy with a rule that cannot be read or words that are missing', async () => {
  const wording = [{ locale: 'en', texts: { greeting: 'Hello' } }];
  const problems = await problemsOf(assemble(policy({ wording, rules: [rule('typo', { when: 'humans' })] }), [article('a', ['question'])]));
  expect(problems.some((problem) => problem.startsWith('rules/typo.yaml: '))).toBe(true);
  expect(problems.some((problem) => problem.startsWith('wording/en.yaml: missing "handoff.safety"'))).toBe(true);
});

const lists = { synonyms: {}, foreign: {}, problems: [] };

test('builds with the lists and the embedder it is given, and says how far it is', async () => {
  const said: string[] = [];
  const synonyms = { en: [['parcel', 'package']] };
  const built = await assemble(policy(), [article('a', ['where is my package']), article('b', ['question'])], {
    embedder: null,
    lists: { ...lists, synonyms },
    progress: (line) => said.push(line),
  });
  expect(built.content.synonyms).toEqual(synonyms);
  expect(numbersOfTerms(built.content.indexes[0]?.vocabulary ?? new Uint8Array())('parcel')).toBeGreaterThanOrEqual(0);
  expect(built.content.indexes).toMatchObject([{ maker: SURFACE.name }]);
  expect(said).toEqual(['en: judging 2 questions']);
});

test('builds nothing from lists that are wrong', async () => {
  const problems = await problemsOf(
    assemble(policy(), [article('a', ['question'])], { embedder: null, lists: { ...lists, problems: ['kb/synonyms.yaml: x'] } }),
  );
  expect(problems).toEqual(['kb/synonyms.yaml: x']);
});

test('builds nothing where the embedder fails: half a release is none', async () => {
  const embedder: Embedder = {
    name: 'broken 2',
    dimensions: 2,
    embed: async () => failed('unavailable', 'no answer'),
  };
  await expect(assemble(policy(), [article('a', ['question'])], { embedder, lists })).rejects.toThrow('the embedder failed: no answer');
});
