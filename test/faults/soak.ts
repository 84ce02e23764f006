import { parseArgs } from 'node:util';
import { killRuns, type Victim } from './kill.ts';

/** `npm run soak`: statement T9 with 500 kills of the runtime and of the start process (`-- --kills N` for another number). */
const { values } = parseArgs({ options: { kills: { type: 'string', default: '500' } } });
let failed = false;
for (const victim of ['runtime', 'start'] satisfies Victim[]) {
  const report = await killRuns(victim, Number(values.kills), (line) => console.log(line));
  console.log(`\n${victim}:`, report);
  failed ||= [report.lost, report.duplicated, report.gaps, report.unanswered].some((list) => list.length > 0) || report.wrongRuntimes > 0;
}
process.exitCode = failed ? 1 : 0;
