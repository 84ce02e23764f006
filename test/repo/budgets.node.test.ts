import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { measure, table } from '../../worker/local/budgets.ts';
import { buildAll } from '../../worker/local/build.ts';

const out = mkdtempSync(join(tmpdir(), 'handrail-budgets-'));
afterAll(() => rmSync(out, { recursive: true }));

test('what is sent stays inside the budgets of the design', { timeout: 60_000 }, async () => {
  const built = await buildAll(out);
  const budgets = measure(join(out, 'assets'), built, readFileSync(join(out, 'worker', 'index.js'), 'utf8'));
  console.log(table(budgets));
  expect(budgets.filter((one) => one.bytes > one.limit)).toEqual([]);
  // A budget that measures nothing keeps nothing.
  expect(budgets.filter((one) => one.bytes < 200)).toEqual([]);
});
