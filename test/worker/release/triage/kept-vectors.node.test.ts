import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepingVectors } from '../../../../worker/release/triage/kept-vectors.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handrail-vectors-'));
});
afterAll(() => rm(folder, { recursive: true }));

function counting() {
  const asked: string[] = [];
  const embed = async (texts: readonly string[]) => {
    asked.push(...texts);
    return texts.map((text) => Int8Array.of(text.length, -1));
  };
  return { asked, embed };
}
const maker = { name: 'letters 2', dimensions: 2 };

test('what is asked often is embedded once, the rest as it comes, in the order asked', async () => {
  const first = counting();
  const one = keepingVectors(['fire', 'flame', 'fire'], maker, first.embed, folder);
  expect(await one(['size?', 'flame', 'fire'])).toEqual([Int8Array.of(5, -1), Int8Array.of(5, -1), Int8Array.of(4, -1)]);
  expect(first.asked).toEqual(['fire', 'flame', 'size?']);
  const second = counting();
  const again = keepingVectors(['fire', 'flame', 'fire'], maker, second.embed, folder);
  expect(await again(['flame', 'colour'])).toEqual([Int8Array.of(5, -1), Int8Array.of(6, -1)]);
  expect(second.asked).toEqual(['colour']);
});

test('vectors of another embedder are others', async () => {
  const other = counting();
  await keepingVectors(['fire', 'flame'], { ...maker, name: 'other 2' }, other.embed, folder)(['fire']);
  expect(other.asked).toEqual(['fire', 'flame']);
});
