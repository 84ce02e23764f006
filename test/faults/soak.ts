import { parseArgs } from 'node:util';
import { killRuns, type Victim } from './kill.ts';
import { modelRuns } from './model.ts';

/**
 * `npm run soak`: statement T9 with 500 kills of the runtime and of the start process (`-- --kills N` for another number).
 * `npm run soak -- --model 1000`: instead, so many conversations with a model that fails or lies on every second call.
 */
const { values } = parseArgs({ options: { kills: { type: 'string', default: '500' }, model: { type: 'string' } } });
let failed = false;
if (values.model) {
  const report = await modelRuns(Number(values.model), (line) => console.log(line));
  console.log(report);
  failed = [report.unanswered, report.lost, report.unguarded, report.tooLate].some((list) => list.length > 0);
}
const victims: Victim[] = values.model ? [] : ['runtime', 'start'];
for (const victim of victims) {
  const report = await killRuns(victim, Number(values.kills), (line) => console.log(line));
  console.log(`\n${victim}:`, report);
  failed ||= [report.lost, report.duplicated, report.gaps, report.unanswered].some((list) => list.length > 0) || report.wrongRuntimes > 0;
}
process.exitCode = failed ? 1 : 0;
