import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from './config.ts';

/**
 * `npm run check` (types, lint and format, tests without a browser) and `npm test` (with it). The one gate: CI runs this too.
 * The last line is made from the results of the run, and a run without tests is a failure.
 */
const withBrowser = process.argv.includes('--browser');
const unknown = process.argv.slice(2).filter((one) => one !== '--browser');
if (unknown.length > 0) {
  console.error(
    `handrail: ${unknown.join(' ')} is not known here; to run some tests use: npx vitest run --config .config/vitest.config.ts NAME`,
  );
  process.exit(1);
}

const projects = ['tsconfig.json', '.config/tsconfig.widget.json', '.config/tsconfig.node.json', '.config/tsconfig.test.json'];
const bin = (name: string) => join(root, 'node_modules', '.bin', name);
const shell = process.platform === 'win32';

/** Runs quietly and shows the output only of what failed. */
function quiet(name: string, command: string, args: string[]): Promise<boolean> {
  const began = performance.now();
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(bin(command), args, { cwd: root, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on('close', (code) => {
      if (code !== 0) console.error(output);
      console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(44)} ${((performance.now() - began) / 1_000).toFixed(1)} s`);
      resolve(code === 0);
    });
  });
}

function runTests(): { passed: number; failed: number } {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-check-'));
  const totals = join(folder, 'totals.json');
  const names = ['workerd', 'node', ...(withBrowser ? ['browser'] : [])].flatMap((name) => ['--project', name]);
  const env = { ...process.env, HANDRAIL_TOTALS: totals, WRANGLER_SEND_METRICS: 'false' };
  const args = ['run', '--config', '.config/vitest.config.ts', ...names];
  const done: SpawnSyncReturns<Buffer> = spawnSync(bin('vitest'), args, { cwd: root, shell, stdio: 'inherit', env });
  const counted = existsSync(totals)
    ? z.object({ passed: z.int(), failed: z.int(), skipped: z.int() }).parse(JSON.parse(readFileSync(totals, 'utf8')))
    : { passed: 0, failed: 1, skipped: 0 };
  rmSync(folder, { recursive: true });
  if (counted.skipped > 0) console.log(`${counted.skipped} skipped`);
  return { passed: counted.passed, failed: Math.max(counted.failed, done.status === 0 ? 0 : 1) };
}

const steps = [
  ...projects.map((file) => () => quiet(`types ${file}`, 'tsc', ['-p', file])),
  () => quiet('lint and format', 'biome', ['check', '--error-on-warnings']),
];
const results: boolean[] = [];
for (const step of steps) results.push(await step());
const { passed, failed } = runTests();
const broken = results.filter((ok) => !ok).length;
if (broken > 0) console.error(`${broken} of ${results.length} checks of types, lint and format failed; their output is above.`);
if (passed === 0) console.error('No test passed: that is not a pass.');
console.log(`${passed} passed, ${failed + broken} failed`);
process.exit(passed > 0 && failed + broken === 0 ? 0 : 1);
