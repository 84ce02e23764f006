import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { artifact } from '../../../../../worker/ports/embed/static/artifact.ts';
import { plan } from '../../../../../worker/ports/embed/static/build/fit.ts';
import { model, wordnet } from '../../../../../worker/ports/embed/static/build/packages.ts';
import { encoderFile } from './file.ts';

const read = (name: string) => readFileSync(new URL(`../../../../../worker/ports/embed/static/${name}`, import.meta.url));
const { bytes, header } = encoderFile();
const sha256 = createHash('sha256').update(bytes).digest('hex');

test('encoder.bin, artifact.ts and README.md are of one build', () => {
  expect(artifact).toEqual({
    name: `static use-lite ${plan.dimensions} ${sha256.slice(0, 8)}`,
    dimensions: plan.dimensions,
    bytes: bytes.length,
    sha256,
    asset: `embed/use-lite-${sha256.slice(0, 16)}.bin`,
  });
  const page = read('README.md').toString();
  for (const told of [
    sha256,
    bytes.length.toLocaleString('en'),
    `${model.name}\` ${model.version}`,
    `${wordnet.name}\` ${wordnet.version}`,
  ])
    expect(page).toContain(told);
});

test('the artifact is of the plan in the sources, and its licence is beside it', () => {
  const [first, second] = header.shape.layers;
  expect([first.key, second.key, second.inner, header.shape.bits]).toEqual([...plan.keys, plan.units, plan.bits]);
  expect(read('LICENSE').toString()).toMatch(/Apache License\s+Version 2\.0/);
});
