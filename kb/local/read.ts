import { open, readdir, stat } from 'node:fs/promises';
import { basename, extname, join, relative, sep } from 'node:path';
import { decodeText } from '../encoding.ts';
import { LIMITS, megabytes } from '../limits.ts';
import type { ImportProblem, SourceFile } from '../source.ts';

export interface Sources {
  files: SourceFile[];
  problems: ImportProblem[];
  /** Files of other kinds, counted by their ending. */
  leftOut: Record<string, number>;
}

const KINDS = new Set(['.md', '.markdown', '.csv', '.jsonl']);

/**
 * A folder or one file as text. Sizes are looked at before anything is read, so that a file beyond the limits costs
 * neither time nor memory. Names are relative to the folder, with slashes.
 */
export async function readSources(path: string, onProgress: (done: number, total: number) => void = () => {}): Promise<Sources> {
  const sources: Sources = { files: [], problems: [], leftOut: {} };
  const info = await stat(path).catch(() => null);
  if (info === null) return refused(sources, path, 'does not exist; give a folder or a file.');
  const found = info.isDirectory() ? await filesIn(path, sources.leftOut) : [{ file: path, name: basename(path) }];
  if (found.length > LIMITS.files) return refused(sources, path, `has ${found.length} files; the limit is ${LIMITS.files}.`);
  let total = 0;
  const sizes = new Map<string, number>();
  for (const { file, name } of found) {
    const { size } = await stat(file);
    sizes.set(file, size);
    total += size;
    if (size > LIMITS.fileBytes)
      sources.problems.push({
        file: name,
        line: 1,
        message: `has ${megabytes(size)}; the limit is ${megabytes(LIMITS.fileBytes)}. Split it into several files.`,
      });
  }
  if (total > LIMITS.allBytes && sources.problems.length === 0)
    refused(sources, path, `has ${megabytes(total)} in all; the limit is ${megabytes(LIMITS.allBytes)}.`);
  if (sources.problems.length > 0) return sources;
  for (const [i, { file, name }] of found.entries()) {
    onProgress(i, found.length);
    const decoded = decodeText(await bytesOf(file, sizes.get(file) ?? 0));
    if ('text' in decoded) sources.files.push({ name, text: decoded.text });
    else sources.problems.push({ file: name, line: decoded.line, message: decoded.message });
  }
  return sources;
}

function refused(sources: Sources, file: string, message: string): Sources {
  sources.problems.push({ file, line: 1, message });
  return sources;
}

/** No more than the size that was looked at: a file may be growing. */
async function bytesOf(file: string, size: number): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const bytes = new Uint8Array(size);
    const { bytesRead } = await handle.read(bytes, 0, size, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function filesIn(folder: string, leftOut: Record<string, number>): Promise<{ file: string; name: string }[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .flatMap((entry) => {
      const file = join(entry.parentPath, entry.name);
      const name = relative(folder, file).split(sep).join('/');
      if (!entry.isFile() || name.split('/').some((part) => part.startsWith('.') || part === 'node_modules')) return [];
      const kind = extname(entry.name).toLowerCase();
      if (KINDS.has(kind) && entry.name !== 'README.md') return [{ file, name }];
      const label = entry.name === 'README.md' ? 'README.md' : kind || 'no ending';
      leftOut[label] = (leftOut[label] ?? 0) + 1;
      return [];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
