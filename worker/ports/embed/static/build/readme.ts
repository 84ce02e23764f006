import type { Figures } from './figures.ts';
import { plan } from './fit.ts';
import { model, type Package, wordnet } from './packages.ts';

/** README.md of the folder, with the figures of this build. */
export function readme(
  bytes: number,
  sha256: string,
  figures: Figures,
  { fitted, compiler }: { fitted: number; compiler: string },
): string {
  const count = (value: number) => value.toLocaleString('en');
  const row = ({ name, version, licence, integrity }: Package, what: string) =>
    `| \`${name}\` ${version} | ${what} | ${licence} | \`${integrity.slice(0, 23)}…\` |`;
  return `# The embedder inside the worker

Written by \`npm run embedder\`; change \`worker/ports/embed/static/build/readme.ts\` instead.

\`encoder.bin\` turns a sentence of English into ${plan.dimensions} numbers that are near for sentences that mean nearly the same. It is the Universal
Sentence Encoder lite of Google, made small: ${count(bytes)} bytes, SHA-256 \`${sha256}\`.
It runs in Node and in the worker, gives the same bits in both, and asks nobody over the network. \`kernel.wasm\` needs relaxed SIMD: Node 21,
workerd since 2023.

## Where it comes from

| package | what of it | licence | hash |
|---|---|---|---|
${row(model, 'the model: vocabulary and weights')}
${row(wordnet, 'texts to fit on; none of them is in the artifact')}
| \`${compiler.split('@')[0]}\` ${compiler.split('@')[1]} | compiles \`kernel.as.ts\` to \`kernel.wasm\`; nothing of it is in the artifact | Apache-2.0 | |

The model's licence is in \`LICENSE\` and covers \`encoder.bin\`, which is a changed version of it; the file itself says so in its header.

## What was changed

1. Queries and keys of the two attention layers: ${plan.keys.join(' and ')} numbers a head instead of 64 and 128, the ones that keep their products best.
2. The second feed-forward layer: ${count(plan.units)} units instead of 1,536, those that the others can least make up for (optimal brain surgeon), with
   weights fitted anew to what the original says of ${count(fitted)} texts: definitions and examples of WordNet, and questions, single words
   and short paragraphs made with its words, always the same ones.
3. Weights are int8 with a scale for each row, pieces of the vocabulary ${plan.bits} bits; what runs through the layers is rounded to 7 bits before
   each matrix.
4. The vector of 512 numbers is projected on its ${plan.dimensions} main directions, without centring, and quantised as those of every embedder
   (\`worker/ports/embed/quantize.ts\`).

On ${count(figures.texts)} texts that it was not fitted on: mean cosine with the original ${figures.cosine.toFixed(4)} before the projection; cosines of pairs of final vectors
are ${figures.apart.toFixed(4)} from the original's on average, correlation ${figures.correlation.toFixed(4)}.

## What it does not do

It knows English. Of a text without one known piece (blank, only emoji, only Chinese) it makes the zero vector, which is like nothing.
Of a question the first 36 pieces are read, of an article 128 (\`embedder.ts\` says why); a piece is about four letters. Texts wholly in capitals
are read as if they were not. Words in other Latin languages are cut into letters and their vectors mean little.

## Rebuilding

\`npm run embedder\` fetches both packages with npm, refuses any other content than the hashes above, and takes some minutes. It gives
the same bytes on every machine: sums have a fixed order, and what engines may round as they like (\`Math.exp\`, \`Math.sin\`) is computed here. \`npm run embedder -- --check\`
fails where the result differs from what is committed. \`npm run bench -- embed\` measures time and memory.
`;
}
