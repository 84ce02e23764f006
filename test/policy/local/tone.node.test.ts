import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { adviceOn, adviceOnFolder } from '../../../policy/local/tone.ts';
import type { TonePolicy } from '../../../policy/tone.ts';
import { readPolicy } from '../../../worker/release/build.ts';
import { article } from '../../kb/samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'handrail-tone-'));
afterAll(() => rmSync(folder, { recursive: true }));
const tone: TonePolicy = {
  version: 1,
  voice: ['We are short and kind.'],
  forbidden: [{ kind: 'promise', hint: 'Say what happens next.', phrases: { en: ['we guarantee'] }, patterns: {} }],
};

test('names the article, its language and what to say instead', () => {
  expect(adviceOn(tone, [article('returns', ['how?'], 'We guarantee it.'), article('sizes', ['which?'], 'See the table.')])).toEqual([
    'returns (en): says "We guarantee", which sounds like a promise. Say what happens next.',
  ]);
  expect(adviceOn(null, [article('returns', ['how?'], 'We guarantee it.')])).toEqual([]);
});

test('a folder that is not there has nothing to say, and one that cannot be read stops nothing', async () => {
  expect(await adviceOnFolder(tone, join(folder, 'none'))).toEqual([]);
  writeFileSync(join(folder, 'broken.md'), '---\nid: [\n---\nwe guarantee');
  expect(await adviceOnFolder(tone, folder)).toEqual([]);
});

test('the shop’s own articles keep to its voice', async () => {
  const { tone: own } = await readPolicy('policy');
  expect(await adviceOnFolder(own, 'kb/articles')).toEqual([]);
});
