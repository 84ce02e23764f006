import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { root } from '../../worker/local/config.ts';
import { read } from './files.ts';

const folder = mkdtempSync(join(tmpdir(), 'handrail-first-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A block of the guide, without the indentation of its list item. */
function block(language: string): string {
  const found = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\\n {3}\`\`\``).exec(read('docs/CONTRIBUTING.md'))?.[1] ?? '';
  return `${found.replace(/^ {3}/gm, '')}\n`;
}

const reportSchema = z.object({ cases: z.array(z.object({ outcome: z.string(), article: z.string().nullable() })) });

function simulate() {
  const flags = ['--cases', join(folder, 'axe.jsonl'), '--kb', join(folder, 'articles'), '--out', join(folder, 'report.json')];
  const { status, stderr } = spawnSync(process.execPath, ['worker/turn/simulate/cli.ts', ...flags], { cwd: root, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return reportSchema.parse(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'))).cases[0];
}

test('the first change in docs/CONTRIBUTING.md does what it says', { timeout: 240_000 }, () => {
  cpSync(join(root, 'kb/articles'), join(folder, 'articles'), { recursive: true });
  writeFileSync(join(folder, 'axe.jsonl'), block('json').trim());
  expect(simulate()?.outcome).toBe('handoff');
  writeFileSync(join(folder, 'articles', 'care', 'ice-axe-sharpening.md'), block('markdown'));
  expect(simulate()).toMatchObject({ outcome: 'answer', article: 'ice-axe-sharpening' });
});
