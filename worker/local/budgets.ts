import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { wordingSchema } from '../../policy/schema.ts';
import type { Built } from './build.ts';
import { root } from './config.ts';

export interface Budget {
  what: string;
  bytes: number;
  limit: number;
}

const brotli = (data: Buffer) =>
  brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: data.length } }).length;

/** A file and everything it imports at once; what it imports when used (`import()`) does not count. */
function withStaticImports(built: Built, entry: string): string[] {
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const one of built.outputs[file]?.imports ?? []) if (one.kind === 'import-statement') visit(one.path);
  };
  visit(entry);
  return [...seen];
}

/** The words that the chat fetches when it opens, in the first language, as the worker sends them. */
function interfaceWords(): Buffer {
  const { texts } = wordingSchema.parse(parse(readFileSync(join(root, 'policy/wording/en.yaml'), 'utf8')));
  const ui = Object.entries(texts).filter(([key]) => key.startsWith('ui.'));
  return Buffer.from(JSON.stringify(Object.fromEntries(ui.map(([key, text]) => [key.slice('ui.'.length), text]))));
}

/** Sizes as they travel: brotli 11 for pages, gzip for the worker, as the platform counts them. */
export function measure(assets: string, built: Built, worker: string): Budget[] {
  const size = (file: string) => brotli(readFileSync(join(root, file)));
  const entry = (name: string) => {
    const found = Object.keys(built.outputs).find(
      (file) => file.endsWith(name) && dirname(join(root, file)) === dirname(join(assets, name)),
    );
    if (!found) throw new Error(`budgets: ${name} was not built`);
    return found;
  };
  const all = (name: string) => withStaticImports(built, entry(name)).reduce((sum, file) => sum + size(file), 0);
  return [
    { what: 'loader: widget.js', bytes: all('widget.js'), limit: 2_048 },
    { what: 'chat on open: code, styles, words', bytes: all('chat.js') + brotli(interfaceWords()), limit: 15_000 },
    { what: 'desk: code and styles', bytes: all('desk/desk.js') + all('desk/desk.css'), limit: 120_000 },
    { what: 'worker (gzip)', bytes: gzipSync(worker).length, limit: 3_000_000 },
  ];
}

export function table(budgets: Budget[]): string {
  const rows = budgets.map(({ what, bytes, limit }) => [
    what.padEnd(36),
    bytes.toLocaleString('en').padStart(10),
    `of ${limit.toLocaleString('en')}`.padStart(13),
    `${Math.round((bytes / limit) * 100)} %`.padStart(6),
    bytes > limit ? ' OVER' : '',
  ]);
  return rows.map((row) => row.join(' ').trimEnd()).join('\n');
}
