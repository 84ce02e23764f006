import { open, readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { decodeText } from '../encoding.ts';
import { LIMITS, megabytes } from '../limits.ts';
import type { ImportProblem, OnProgress, SourceFile } from '../source.ts';
import { each } from './each.ts';
import { wordsOf } from './faults.ts';

export interface Sources {
  files: SourceFile[];
  problems: ImportProblem[];
  /** Files of other kinds, counted by their ending. */
  leftOut: Record<string, number>;
}

interface Found {
  file: string;
  name: string;
  size: number;
}

const KINDS = new Set(['.md', '.markdown', '.csv', '.jsonl']);

/**
 * A folder or one file as text. Sizes are looked at before anything is read, so that a file beyond the limits costs
 * neither time nor memory. Names are relative to the folder, with slashes.
 */
export async function readSources(path: string, onProgress: OnProgress = () => {}): Promise<Sources> {
  const sources: Sources = { files: [], problems: [], leftOut: {} };
  const say = (file: string, message: string, line = 1) => void sources.problems.push({ file, line, message });
  const info = await stat(path).catch(wordsOf);
  if (typeof info === 'string') {
    say(path, `${info}; give a folder or a file that can be read.`);
    return sources;
  }
  if (!info.isDirectory() && !info.isFile()) {
    say(path, 'is neither a folder nor a file; give one of them.');
    return sources;
  }
  const found = info.isDirectory() ? await filesIn(path, sources) : [{ file: path, name: basename(path), size: info.size }];
  if (found.length > LIMITS.files)
    say(path, `has ${found.length.toLocaleString('en')} files; the limit is ${LIMITS.files.toLocaleString('en')}. Import it in parts.`);
  for (const { name, size } of found) if (size > LIMITS.fileBytes) say(name, tooLarge(name, size));
  const total = found.reduce((sum, { size }) => sum + size, 0);
  if (total > LIMITS.allBytes && sources.problems.length === 0)
    say(path, `has ${megabytes(total)} in all; the limit is ${megabytes(LIMITS.allBytes)}. Import it in parts.`);
  if (found.length > LIMITS.files || total > LIMITS.allBytes) return sources;
  const small = found.filter(({ size }) => size <= LIMITS.fileBytes);
  const read = await each(small, async ({ file, name, size }, i) => {
    onProgress('reading files', i, small.length);
    const bytes = await bytesOf(file, size).catch(wordsOf);
    return { name, decoded: typeof bytes === 'string' ? { line: 1, message: `${bytes}; see who may read it.` } : decodeText(bytes) };
  });
  for (const { name, decoded } of read) {
    if ('text' in decoded) sources.files.push({ name, text: decoded.text });
    else say(name, decoded.message, decoded.line);
  }
  return sources;
}

function tooLarge(name: string, size: number): string {
  const parts = Math.ceil(size / LIMITS.fileBytes);
  const how = /\.csv$/i.test(name) ? 'between rows, the first line at the top of each' : 'between lines';
  const split = /\.(csv|jsonl)$/i.test(name) ? `Split it into ${parts} files, ${how}.` : 'Make a file of each article.';
  return `has ${megabytes(size)}; the limit is ${megabytes(LIMITS.fileBytes)}. ${split}`;
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

/** All files that can be read below a folder. Links are not followed: they could lead anywhere, also back. */
async function filesIn(root: string, sources: Sources): Promise<Found[]> {
  const found: Omit<Found, 'size'>[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(wordsOf);
    if (typeof entries === 'string') {
      sources.problems.push({ file: folder === '' ? root : `${folder}/`, line: 1, message: `${entries}; see who may open the folder.` });
      continue;
    }
    for (const entry of entries) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      if (entry.isDirectory()) folders.push(name);
      else if (isOfKind(entry.name) && entry.isFile()) found.push({ file: join(root, name), name });
      else leaveOut(sources, entry.isFile() ? entry.name : null);
    }
  }
  found.sort((a, b) => (a.name < b.name ? -1 : 1));
  const sizes = await each(found, ({ file }) => stat(file).then(({ size }) => size, wordsOf));
  return found.flatMap((one, i): Found[] => {
    const size = sizes[i] ?? 0;
    if (typeof size === 'number') return [{ ...one, size }];
    sources.problems.push({ file: one.name, line: 1, message: `${size}; see who may read it.` });
    return [];
  });
}

const isOfKind = (name: string) => KINDS.has(extname(name).toLowerCase()) && name !== 'README.md';

function leaveOut({ leftOut }: Sources, name: string | null): void {
  const label = name === null ? 'link or device' : name === 'README.md' ? name : extname(name).toLowerCase() || 'no ending';
  leftOut[label] = (leftOut[label] ?? 0) + 1;
}
