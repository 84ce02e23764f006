import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../local/config.ts';
import { type TriageModel, triageModelSchema, triageSizes } from '../../turn/classify/model.ts';

/** The code that makes a model: another one makes another. */
const makers = ['worker/release/triage', 'worker/release/platt.ts', 'worker/turn/classify', 'worker/turn/topics.ts'];

/**
 * A model fitted before on exactly this, by exactly this code; else it is made and kept. Fitting takes half a minute, and the same
 * examples are built into releases, simulations and tests many times a day.
 */
export async function keptModel(
  fitted: unknown,
  make: () => Promise<TriageModel>,
  folder = join(root, '.build', 'triage'),
): Promise<TriageModel> {
  const file = join(folder, `${await nameOf(fitted)}.bin`);
  const known = existsSync(file) ? unpack(await readFile(file)) : null;
  if (known) return known;
  const model = await make();
  await mkdir(folder, { recursive: true });
  // Several may make it at a time; a file is never there in part.
  await writeFile(`${file}.${process.pid}`, pack(model));
  await rename(`${file}.${process.pid}`, file);
  return model;
}

async function nameOf(fitted: unknown): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(fitted));
  for (const maker of makers) {
    const names = maker.endsWith('.ts') ? [maker] : (await readdir(join(root, maker))).sort().map((name) => join(maker, name));
    for (const name of names) hash.update(await readFile(join(root, name)));
  }
  return hash.digest('hex').slice(0, 32);
}

/** One line of JSON, then the weights. */
function pack(model: TriageModel): Buffer {
  const bytes = ({ buffer, byteOffset, byteLength }: Int8Array) => new Uint8Array(buffer, byteOffset, byteLength);
  return Buffer.concat([Buffer.from(`${JSON.stringify(triageModelSchema.parse(model))}\n`), bytes(model.words), bytes(model.meaning)]);
}

function unpack(bytes: Buffer): TriageModel | null {
  const end = bytes.indexOf(10);
  const described = triageModelSchema.safeParse(JSON.parse(bytes.toString('utf8', 0, end)));
  if (!described.success) return null;
  const sizes = triageSizes(described.data);
  const words = new Int8Array(bytes.subarray(end + 1, end + 1 + sizes.words));
  const meaning = new Int8Array(bytes.subarray(end + 1 + sizes.words));
  return meaning.length === sizes.meaning ? { ...described.data, words, meaning } : null;
}
