import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchPackage, wordnet } from '../../../../ports/embed/static/build/packages.ts';
import { pack } from './pack.ts';
import { readRelations } from './relations.ts';

const here = fileURLToPath(new URL('..', import.meta.url));
const USAGE = `npm run lexicon -- [--check]
  (nothing)   makes data.ts anew from WordNet, as the package ${wordnet.name}@${wordnet.version} has it
  --check     makes it and writes nothing: fails where what is here differs`;

/** The licence asks that its notice goes wherever a part of the database goes. */
const head = `/**
 * Written by \`npm run lexicon\`; README.md says from what. This software and database is a part of WordNet 3.1,
 * Copyright 2011 by Princeton University. All rights reserved. The licence is in LICENSE.
 */`;

function main(args: readonly string[]): void {
  if (args.some((arg) => arg !== '--check')) {
    console.log(USAGE);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'handrail-lexicon-'));
  try {
    const packed = pack(readRelations(fetchPackage(wordnet, folder)));
    const made = `${head}\n${Object.entries(packed)
      .map(([name, text]) => `export const ${name} =\n  '${text}';\n`)
      .join('')}`;
    const file = join(here, 'data.ts');
    if (!args.includes('--check')) writeFileSync(file, made);
    else if (readFileSync(file, 'utf8') !== made) throw new Error('data.ts differs from what the sources make');
    console.log(`${made.length} bytes`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

try {
  main(process.argv.slice(2));
} catch (cause) {
  console.error(`handrail: ${cause instanceof Error ? cause.message : String(cause)}`);
  process.exit(1);
}
