import { cpus, loadavg } from 'node:os';
import { ack } from './ack.ts';
import { desk } from './desk.ts';
import { deskList } from './desk-list.ts';
import { embed } from './embed.ts';
import { guard } from './guard.ts';
import { handoff } from './handoff.ts';
import { history } from './history.ts';
import { search } from './search.ts';
import { sizes } from './sizes.ts';
import { turns } from './turn.ts';

/** `npm run bench`, or some of it: `npm run bench -- handoff ack`. Tells times beside budgets and fails on none of them. */
const benches: Record<string, () => Promise<string>> = {
  sizes,
  embed,
  search,
  turn: turns,
  guard,
  history,
  ack,
  handoff,
  desk,
  'desk-list': deskList,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`handrail: there is no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);
  process.exit(1);
}
console.log(
  `Node ${process.versions.node}, ${cpus().length} x ${cpus()[0]?.model.trim()}, load ${loadavg()[0]?.toFixed(1)}; milliseconds unless it says otherwise`,
);
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const began = performance.now();
  try {
    console.log(`\n${name}\n${await bench()}\n(${((performance.now() - began) / 1_000).toFixed(0)} s)`);
  } catch (cause) {
    console.error(`handrail: the bench ${name} broke:`, cause);
    process.exitCode = 1;
  }
}
