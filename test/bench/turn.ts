import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyEncoder } from '../../worker/local/build.ts';
import { root } from '../../worker/local/config.ts';
import { buildRelease } from '../../worker/release/build.ts';
import { cpuOf } from './cpu.ts';
import { budget, median, ms, quantile, table } from './figures.ts';
import { bundle, withWorker } from './loopback.ts';
import { longest, messages } from './messages.ts';
import type { Part } from './turn-worker.ts';

/** Turns in one request, and requests for each message: clocks stand still inside workerd, so the whole request is measured. */
const times: Record<Part, number> = { nothing: 0, turn: 10, triage: 10, 'triage-alone': 10, govern: 40, retrieve: 40 };
const rounds = 8;
const colds = 3;

async function post(url: string, path: string, body: BodyInit): Promise<{ ms: number; text: string }> {
  const began = performance.now();
  const response = await fetch(`${url}${path}`, { method: 'POST', body });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text.slice(0, 300)}`);
  return { ms: performance.now() - began, text };
}

const run = (url: string, part: Part, message: string, many = times[part]) =>
  post(url, '/run', JSON.stringify({ part, message, times: many }));

/** A new isolate: the release read and compiled, then its first turn. */
async function cold(url: string, bytes: Uint8Array<ArrayBuffer>) {
  await post(url, '/run', JSON.stringify({ part: 'nothing', message: '', times: 0 })).catch(() => {});
  const release = await post(url, '/release', bytes);
  // A message is judged once when it is new, so none is asked for on top.
  const first = await run(url, 'turn', messages[0] ?? '', 0);
  const second = await run(url, 'turn', messages[7] ?? '', 0);
  return { release: release.ms, first: first.ms, second: second.ms };
}

/** Milliseconds of a request: what workerd computed, and what the clock says, where other processes count as well. */
interface Spent {
  cpu: number;
  wall: number;
}

interface Measured {
  /** What one turn took, one figure for each request. */
  batches: Spent[];
  byMessage: Map<string, number[]>;
  outcomes: Map<string, number>;
}

/** Where the system does not tell what a process computed, the clock stands in for it. */
async function spent(pid: number | undefined, work: () => Promise<{ ms: number; text: string }>): Promise<Spent & { text: string }> {
  const before = cpuOf(pid);
  const { ms: wall, text } = await work();
  const after = cpuOf(pid);
  return { wall, cpu: before === null || after === null ? wall : after - before, text };
}

async function measure({ url, pid, idle }: { url: string; pid: number | undefined; idle: Spent }, part: Part): Promise<Measured> {
  const found: Measured = { batches: [], byMessage: new Map(), outcomes: new Map() };
  const each = (value: number, empty: number) => Math.max(0, value - empty) / times[part];
  for (let round = 0; round < rounds; round++) {
    for (const message of messages) {
      const { cpu, wall, text } = await spent(pid, () => run(url, part, message));
      const one = { cpu: each(cpu, idle.cpu), wall: each(wall, idle.wall) };
      found.batches.push(one);
      found.byMessage.set(message, [...(found.byMessage.get(message) ?? []), one.cpu]);
      if (round === 0) found.outcomes.set(text, (found.outcomes.get(text) ?? 0) + 1);
    }
  }
  return found;
}

async function warm(url: string, pid: number | undefined, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  await post(url, '/release', bytes);
  // Until the compiler has made all it will, its threads would be counted with the turns.
  for (let i = 0; i < 3; i++) for (const message of messages) await run(url, 'turn', message);
  const idles: Spent[] = [];
  for (let i = 0; i < 60; i++) idles.push(await spent(pid, () => run(url, 'nothing', 'x')));
  const idle = { cpu: median(idles.map(({ cpu }) => cpu)), wall: median(idles.map(({ wall }) => wall)) };
  const own = (part: Part) => measure({ url, pid, idle }, part);
  const turn = await own('turn');
  const [triage, alone, govern, retrieve] = [await own('triage'), await own('triage-alone'), await own('govern'), await own('retrieve')];
  const far: string[] = [];
  for (const [name, message] of Object.entries(longest)) {
    const found: number[] = [];
    for (let i = 0; i < 5; i++) found.push((await spent(pid, () => run(url, 'turn', message, 1))).cpu - idle.cpu);
    far.push(`${name} ${ms(median(found))}`);
  }
  const both = triage.batches.map(({ cpu, wall }, i) => ({
    cpu: cpu + (govern.batches[i]?.cpu ?? 0),
    wall: wall + (govern.batches[i]?.wall ?? 0),
  }));
  const row = (name: string, values: Spent[], limits: [number | null, number | null]) => {
    const [cpu, wall] = [values.map((one) => one.cpu), values.map((one) => one.wall)];
    const at = [0.5, 0.99].map((q) => quantile(cpu, q));
    const beside = limits.map((limit, i) => (limit === null ? '' : budget(at[i] ?? 0, limit)));
    return [name, ...at.map(ms), ms(Math.max(...cpu)), ...beside, ms(median(wall)), ms(quantile(wall, 0.99))];
  };
  const slowest = [...turn.byMessage]
    .map(([message, values]) => ({ message, value: median(values) }))
    .sort((x, y) => y.value - x.value)
    .slice(0, 3)
    .map(
      ({ message, value }) => `${ms(value)} "${message.length > 50 ? `${message.slice(0, 50)}…` : message}" (${message.length} characters)`,
    );
  return [
    table(
      ['warm, one turn, CPU', 'p50', 'p99', 'max', 'budget p50', 'budget p99', 'clock p50', 'clock p99'],
      [
        row('whole turn', turn.batches, [2, 10]),
        row('triage, its vector counted with retrieval', triage.batches, [null, null]),
        row('triage with its vector', alone.batches, [null, null]),
        row('govern, both moments', govern.batches, [null, null]),
        row('triage and govern', both, [null, 3]),
        row('retrieve', retrieve.batches, [null, 5]),
      ],
    ),
    `${messages.length} messages (${[...turn.outcomes].map(([kind, n]) => `${n} ${kind}`).join(', ')}) x ${rounds} rounds; a figure is the mean of ${times.turn} (govern, retrieve: ${times.govern}) in one request, less the ${ms(idle.cpu)} (clock ${ms(idle.wall)}) of an empty one.`,
    `slowest, median of rounds: ${slowest.join('; ')}`,
    `4,000 characters, warm, median of 5: ${far.join(', ')}.`,
  ].join('\n');
}

/** CPU of the embedded turn inside workerd: no network, no database, orders in memory. */
export async function turns(): Promise<string> {
  const [script, release] = await Promise.all([
    bundle('turn-worker.ts'),
    buildRelease({ policy: join(root, 'policy'), kb: join(root, 'kb/articles') }),
  ]);
  const bytes = new Uint8Array(release.bytes);
  const assets = await mkdtemp(join(tmpdir(), 'handrail-turn-'));
  try {
    copyEncoder(assets);
    const starts: Awaited<ReturnType<typeof cold>>[] = [];
    for (let i = 0; i < colds; i++) starts.push(await withWorker(script, {}, (url) => cold(url, bytes), assets));
    const told = await withWorker(script, {}, (url, pid) => warm(url, pid, bytes), assets);
    return [
      told,
      `cold isolate, median of ${colds}: encoder loaded and release of ${Math.round(bytes.length / 1024)} kB read and compiled ${ms(median(starts.map((one) => one.release)))}, first turn ${ms(median(starts.map((one) => one.first)))}, second ${ms(median(starts.map((one) => one.second)))}.`,
    ].join('\n');
  } finally {
    await rm(assets, { recursive: true, force: true });
  }
}
