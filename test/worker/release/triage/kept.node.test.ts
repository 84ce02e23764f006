import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keptModel } from '../../../../worker/release/triage/kept.ts';
import { WIDTH } from '../../../../worker/turn/classify/features.ts';
import type { TriageModel } from '../../../../worker/turn/classify/model.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handrail-kept-'));
});
afterAll(() => rm(folder, { recursive: true }));

const model = (step: number): TriageModel => ({
  maker: 'letters 1',
  dimensions: 1,
  locales: ['en'],
  labels: [
    {
      id: 'fire',
      words: { bias: -1, step, slope: 1, offset: 0, threshold: 0, judged: { found: 1, ordinary: 0, near: 0 } },
      meaning: null,
    },
  ],
  words: new Int8Array(WIDTH).fill(3),
  meaning: new Int8Array(WIDTH + 1).fill(-2),
});

test('the same examples are fitted once, others again', async () => {
  let made = 0;
  const make = async () => model(++made);
  expect(await keptModel(['a'], make, folder)).toEqual(model(1));
  expect(await keptModel(['a'], make, folder)).toEqual(model(1));
  expect(await keptModel(['b'], make, folder)).toEqual(model(2));
  expect(await readdir(folder)).toHaveLength(2);
});

test('what could not be made is not kept', async () => {
  await expect(keptModel(['c'], () => Promise.reject(new Error('no embedder')), folder)).rejects.toThrow('no embedder');
  expect(await keptModel(['c'], async () => model(9), folder)).toEqual(model(9));
});
