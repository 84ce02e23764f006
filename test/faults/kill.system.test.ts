import { describe, expect, it } from 'vitest';
import { killRuns, type Victim } from './kill.ts';

/** T9 with 20 kills each; `npm run soak` does 500. */
describe.each<Victim>(['runtime', 'start'])('T9 after SIGKILL of the %s', (victim) => {
  it('everything acknowledged is stored once, answered, and one workerd runs', async () => {
    const report = await killRuns(victim, 20);
    expect(report).toMatchObject({ kills: 20, lost: [], duplicated: [], gaps: [], unanswered: [], wrongRuntimes: 0 });
    expect(report.acknowledged).toBeGreaterThan(20);
    expect(report.inFlight).toBeGreaterThan(0);
  }, 300_000);
});
