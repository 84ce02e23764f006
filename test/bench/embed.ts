import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyEncoder } from '../../worker/local/build.ts';
import { artifact } from '../../worker/ports/embed/static/artifact.ts';
import { limits } from '../../worker/ports/embed/static/embedder.ts';
import { decodeFile } from '../../worker/ports/embed/static/format.ts';
import { kernelModule, openNode } from '../../worker/ports/embed/static/node.ts';
import { makeScan } from '../../worker/ports/embed/static/scan.ts';
import { makeTokenizer } from '../../worker/ports/embed/static/tokenizer.ts';
import { budget, count, median, ms, quantile, resident, table } from './figures.ts';
import { bundle, withWorker } from './loopback.ts';
import { messages } from './messages.ts';

/** Words; 34 are some 40 pieces, 60 more than are read. */
const sizes = [5, 10, 20, 34, 60];
const rounds = 30;
const perRequest = 20;
const colds = 5;
/** p50 of a question of ten words, and of forty pieces. */
const budgets: Record<number, number> = { 10: 1.5, 34: 6 };

const words = 'how long does it take to bring my new tent to the islands if I order before noon today and pay by card'.split(' ');
const asked = (many: number) => Array.from({ length: many }, (_, i) => words[i % words.length]).join(' ');

async function post(url: string, text: string, times: number): Promise<number> {
  const began = performance.now();
  const response = await fetch(url, { method: 'POST', body: JSON.stringify({ text, times }) });
  if (!response.ok) throw new Error(`the worker answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
  await response.text();
  return performance.now() - began;
}

/** Milliseconds of one text, one figure a request: clocks stand still inside workerd. */
async function inWorkerd(url: string): Promise<Map<number, number[]>> {
  const idles: number[] = [];
  for (let i = 0; i < 60; i++) idles.push(await post(url, 'x', 0));
  const idle = median(idles);
  const found = new Map<number, number[]>(sizes.map((many) => [many, []]));
  for (let round = 0; round < rounds; round++) {
    for (const many of sizes) found.get(many)?.push(((await post(url, asked(many), perRequest)) - idle) / perRequest);
  }
  return found;
}

async function cold(url: string, pid: number | undefined) {
  const idle = median([await post(url, 'x', 0), await post(url, 'x', 0), await post(url, 'x', 0)]);
  const before = pid === undefined ? Number.NaN : resident(pid);
  const first = (await post(url, asked(10), 1)) - idle;
  const second = (await post(url, asked(10), 1)) - idle;
  return { first, second, memory: pid === undefined ? Number.NaN : resident(pid) - before };
}

async function inNode() {
  const bytes = await readFile(new URL('../../worker/ports/embed/static/encoder.bin', import.meta.url));
  const began = performance.now();
  const encoder = await openNode(bytes);
  const opened = performance.now() - began;
  const found = new Map<number, number[]>();
  for (const many of sizes) {
    const text = asked(many);
    for (let i = 0; i < 50; i++) encoder.encode(text, limits.query);
    const times = Array.from({ length: 300 }, () => {
      const from = performance.now();
      encoder.encode(text, limits.query);
      return performance.now() - from;
    });
    found.set(many, times);
  }
  const short = messages.filter((text) => text.length < 80);
  const thousand = performance.now();
  for (let i = 0; i < 1_000; i++) encoder.encode(short[i % short.length] ?? '', limits.document);
  return { opened, found, thousand: performance.now() - thousand };
}

async function scans(): Promise<string> {
  const module = await kernelModule();
  const told = [10_000, 20_000].map((rows) => {
    const table = Int8Array.from({ length: rows * artifact.dimensions }, (_, i) => ((i * 7_919) % 255) - 127);
    const scan = makeScan(module, table, artifact.dimensions);
    const query = table.slice(0, artifact.dimensions);
    const times = Array.from({ length: 200 }, () => {
      const from = performance.now();
      scan(query);
      return performance.now() - from;
    });
    return `${count(rows)} rows ${ms(median(times))}`;
  });
  return `search over vectors in Node, median: ${told.join(', ')}`;
}

/** The embedder inside the worker and in Node: time, first load, memory. */
export async function embed(): Promise<string> {
  const assets = await mkdtemp(join(tmpdir(), 'handrail-embed-'));
  try {
    copyEncoder(assets);
    const script = await bundle('embed-worker.ts');
    const starts: Awaited<ReturnType<typeof cold>>[] = [];
    for (let i = 0; i < colds; i++) starts.push(await withWorker(script, {}, cold, assets));
    const warm = await withWorker(script, {}, inWorkerd, assets);
    const node = await inNode();
    const bytes = await readFile(join(assets, artifact.asset));
    const decoded = decodeFile(bytes);
    if (!decoded.ok) throw new Error(decoded.problem);
    const { header, over } = decoded.file;
    const tokenizer = makeTokenizer(header.vocabulary, over(new Uint8Array(bytes).buffer).floats('scores'));
    const pieces = (text: string) => tokenizer.tokens(text, limits.query).length;
    const row = (where: string, many: number, times: number[]) => [
      `${where}, ${many} words`,
      String(pieces(asked(many))),
      ...[0.5, 0.99].map((q) => ms(quantile(times, q))),
      budgets[many] ? budget(median(times), budgets[many]) : '',
    ];
    const of = (what: 'first' | 'second' | 'memory') => median(starts.map((one) => one[what]));
    return [
      table(
        ['one text', 'pieces', 'p50', 'p99', 'budget p50'],
        [
          ...[...warm].map(([many, times]) => row('workerd', many, times)),
          ...[...node.found].map(([many, times]) => row('Node', many, times)),
        ],
      ),
      `workerd: a figure is the mean of ${perRequest} in one request, less an empty one; ${rounds} requests each.`,
      `cold isolate, median of ${colds}: first text with loading ${ms(of('first'))} (budget 60), second text ${ms(of('second'))}, memory of the process +${of('memory').toFixed(1)} MB`,
      `Node: opened in ${ms(node.opened)}; 1,000 short questions ${ms(node.thousand)} (budget 2,000)`,
      await scans(),
      `${artifact.name}: ${count(artifact.bytes)} bytes`,
    ].join('\n');
  } finally {
    await rm(assets, { recursive: true, force: true });
  }
}
