import { basename, dirname } from 'node:path';
import { expect, test } from 'vitest';
import { lines, sources, tests } from './files.ts';

/** Longer than this, a file decides something that can be wrong. */
const SMALL = 40;

/** No test of the same name, and why not. */
const ELSEWHERE: Record<string, string> = {
  'worker/local/api.ts': 'every start seeds through it: test/worker/local/start',
  'worker/local/build.ts': 'test/repo/budgets measures what it builds',
  'worker/local/check.ts': 'the gate itself',
  'worker/local/cli.ts': 'test/worker/local/start runs it as a person does',
  'worker/local/config.ts': 'test/repo/wrangler',
  'worker/local/install.mjs': 'runs before every script; the fresh clone is its test',
  'worker/local/processes.ts': 'test/worker/local/lock: its only use',
  'worker/local/populate.ts': 'test/worker/local/start',
  'worker/local/runtime.ts': 'test/worker/local/start',
  'worker/local/seed.ts': 'test/worker/local/start',
  'worker/local/site.ts': 'the calls are those of seed.ts; a deployed worker to point it at is not here',
  'worker/local/supervise.ts': 'test/worker/local/start kills what it watches',
};

const stem = (path: string) => basename(path).replace(/(\.node|\.system|\.browser)?(\.test)?\.(ts|tsx|mjs)$/, '');

function hasTest(source: string): boolean {
  const named = tests.filter((path) => stem(path) === stem(source));
  const namesakes = sources.filter((path) => stem(path) === stem(source) && !path.endsWith('.css'));
  if (namesakes.length === 1) return named.length > 0;
  // Several files share the name: then the test's folder has to say which it means.
  return named.some((path) => basename(dirname(path)) === basename(dirname(source)));
}

test('every source file of some length has a test of its name, or a reason', () => {
  const asked = sources.filter((path) => /^(worker|policy|kb)\//.test(path) && lines(path) > SMALL);
  expect(asked.filter((path) => !hasTest(path) && !(path in ELSEWHERE))).toEqual([]);
});

test('every reason is still needed', () => {
  expect(Object.keys(ELSEWHERE).filter((path) => !sources.includes(path) || hasTest(path))).toEqual([]);
});
