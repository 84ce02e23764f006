import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from './config.ts';
import { sampleRelease } from './sample-release.ts';
import { shell, tool, toolEnv } from './tools.ts';

/**
 * `npm run check` (types, lint and format, tests in workerd and Node) and `npm test` (also those that start and kill whole
 * products, and those in a browser). The one gate: CI runs this too.
 * The last line is made from the results of the run, and a run without tests is a failure.
 */
const everything = process.argv.includes('--all');
const unknown = process.argv.slice(2).filter((one) => one !== '--all');
if (unknown.length > 0) {
  console.error(
    `handrail: ${unknown.join(' ')} is not known here; to run some tests use: npx vitest run --config .config/vitest.config.ts NAME`,
  );
  process.exit(1);
}

const projects = [
  'tsconfig.json',
  '.config/tsconfig.widget.json',
  '.config/tsconfig.node.json',
  '.config/tsconfig.test.json',
  '.config/tsconfig.browser.json',
];

/** Runs quietly and shows the output only of what failed. */
function quiet(name: string, command: string, args: string[]): Promise<boolean> {
  const began = performance.now();
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(tool(command), args, { cwd: root, shell, env: toolEnv(), stdio: ['ignore', 'pipe', 'pipe'] });
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
  const names = ['workerd', 'node', ...(everything ? ['system', 'browser'] : [])].flatMap((name) => ['--project', name]);
  const env = toolEnv({ HANDRAIL_TOTALS: totals });
  const args = ['run', '--config', '.config/vitest.config.ts', ...names];
  const done: SpawnSyncReturns<Buffer> = spawnSync(tool('vitest'), args, { cwd: root, shell, stdio: 'inherit', env });
  const counted = existsSync(totals)
    ? z.object({ passed: z.int(), failed: z.int(), skipped: z.int() }).parse(JSON.parse(readFileSync(totals, 'utf8')))
    : { passed: 0, failed: 1, skipped: 0 };
  rmSync(folder, { recursive: true });
  if (counted.skipped > 0) console.log(`${counted.skipped} skipped`);
  return { passed: counted.passed, failed: Math.max(counted.failed, done.status === 0 ? 0 : 1) };
}

/** Many tests use the sample release, and several at a time would each build it: it is made before them. */
async function releaseReady(): Promise<boolean> {
  const began = performance.now();
  const problem = await sampleRelease().then(
    () => '',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  if (problem !== '') console.error(problem);
  console.log(`${problem === '' ? 'ok  ' : 'FAIL'} ${'sample release'.padEnd(44)} ${((performance.now() - began) / 1_000).toFixed(1)} s`);
  return problem === '';
}

const steps = [
  ...projects.map((file) => () => quiet(`types ${file}`, 'tsc', ['-p', file])),
  () => quiet('lint and format', 'biome', ['check', '--error-on-warnings']),
];
/** One after the other, beside the release: a machine with two cores has one for each. */
async function checked(): Promise<boolean[]> {
  const all: boolean[] = [];
  for (const step of steps) all.push(await step());
  return all;
}
const [checks, ready] = await Promise.all([checked(), releaseReady()]);
const results = [...checks, ready];
const { passed, failed } = runTests();
const broken = results.filter((ok) => !ok).length;
if (broken > 0) console.error(`${broken} of ${results.length} checks of types, lint and format failed; their output is above.`);
if (passed === 0) console.error('No test passed: that is not a pass.');
console.log(`${passed} passed, ${failed + broken} failed`);
process.exit(passed > 0 && failed + broken === 0 ? 0 : 1);
