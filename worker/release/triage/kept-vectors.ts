import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../local/config.ts';

export interface Maker {
  name: string;
  dimensions: number;
}

type Embed = (texts: readonly string[]) => Promise<readonly Int8Array[]>;

/**
 * An embedding that knows the vectors of `often`, made once for each embedder: the examples of a policy are the same in every release, whatever its
 * articles are.
 */
export function keepingVectors(often: readonly string[], maker: Maker, embed: Embed, folder = join(root, '.build', 'triage')): Embed {
  const texts = [...new Set(often)];
  const name = createHash('sha256')
    .update(JSON.stringify([maker.name, maker.dimensions, texts]))
    .digest('hex')
    .slice(0, 32);
  const file = join(folder, `vectors-${name}.bin`);
  const load = async (): Promise<ReadonlyMap<string, Int8Array>> => {
    const size = maker.dimensions * texts.length;
    const kept = existsSync(file) ? new Int8Array(await readFile(file)) : null;
    const row = (i: number, from: Int8Array) => from.subarray(i * maker.dimensions, (i + 1) * maker.dimensions);
    if (kept?.length === size) return new Map(texts.map((text, i) => [text, row(i, kept)]));
    const made = await embed(texts);
    const all = new Int8Array(size);
    made.forEach((vector, i) => {
      all.set(vector, i * maker.dimensions);
    });
    await mkdir(folder, { recursive: true });
    await writeFile(`${file}.${process.pid}`, all);
    await rename(`${file}.${process.pid}`, file);
    return new Map(texts.map((text, i) => [text, row(i, all)]));
  };
  return async (asked) => {
    const known = await load();
    const rest = await embed(asked.filter((text) => !known.has(text)));
    let next = 0;
    return asked.map((text) => known.get(text) ?? rest[next++] ?? new Int8Array(maker.dimensions));
  };
}
