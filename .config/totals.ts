import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/** Leaves the real counts of a run where `check.ts` reads them for its last line. */
export class Totals implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const file = process.env.HANDRAIL_TOTALS;
    if (!file) return;
    let passed = 0;
    let skipped = 0;
    // A file that cannot be loaded and an error outside a test are failures of something nobody counted.
    let failed = unhandled.length;
    for (const module of modules) {
      const before = failed;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        else if (state === 'failed') failed += 1;
        else skipped += 1;
      }
      if (module.state() === 'failed' && failed === before) failed += 1;
    }
    writeFileSync(file, JSON.stringify({ passed, failed, skipped }));
  }
}
