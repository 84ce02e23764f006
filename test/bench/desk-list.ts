import type { CDPSession, Page } from 'playwright-core';
import { emptyQueue, type QueueFrame, reduceQueue } from '../../widget/desk/queue/reduce.ts';
import { sections } from '../../widget/desk/queue/sections.ts';
import { type DeskPage, openDeskAlone, waiting, withDeskPages } from '../browser/desk-page.ts';
import { ms, pause, quantile, spread, table } from './figures.ts';

const MANY = 10_000;
const RATE = 50;
const SECONDS = 10;
const entries = Array.from({ length: MANY }, (_, n) => waiting(n));

/** What happens in a busy hour, in turn: somebody comes, somebody writes, somebody is taken, somebody leaves. */
function change(n: number): QueueFrame & { type: 'changes' } {
  const at = (n * 7_919) % MANY;
  const of = (over: Parameters<typeof waiting>[1], removed: string[] = []): QueueFrame & { type: 'changes' } => ({
    type: 'changes',
    entries: removed.length > 0 ? [] : [waiting(at, over)],
    removed,
  });
  if (n % 4 === 0) return { type: 'changes', entries: [waiting(MANY + n, { priority: n % 40 === 0 ? 1 : 3 })], removed: [] };
  if (n % 4 === 1) return of({ snippet: `And another thing, the ${n}th` });
  if (n % 4 === 2) return of({ status: 'claimed', claimedAt: waiting(at).createdAt, agent: { id: 'jonas', name: 'Jonas' } });
  return of({}, [`handoff-${at}`]);
}

/** In Node, on the code of the page: one change after the other, and beside it what sorting everything would take. */
function reducing(): string[][] {
  const person = { id: 'ines', name: 'Ines', role: 'agent' } as const;
  let queue = reduceQueue(emptyQueue, { type: 'queue', protocol: 1, me: person, entries, agents: [], teams: [], mode: 'pull' });
  const took: number[] = [];
  const sorting: number[] = [];
  for (let n = 0; n < 2_000; n++) {
    const began = performance.now();
    queue = reduceQueue(queue, change(n));
    took.push(performance.now() - began);
    if (n % 20 !== 0) continue;
    const again = performance.now();
    sections(queue.entries.values(), queue.me);
    sorting.push(performance.now() - again);
  }
  return [
    ['one change, in Node', ...spread(took)],
    ['for comparison: sorting all of them', ...spread(sorting)],
  ];
}

interface Work {
  script: number;
  style: number;
  layout: number;
  all: number;
}

/** What the page's main thread did meanwhile, in milliseconds, as Chrome counts it. */
async function work(chrome: CDPSession, during: () => Promise<void>): Promise<Work> {
  const read = async () => {
    const { metrics } = await chrome.send('Performance.getMetrics');
    const of = (name: string) => (metrics.find((metric) => metric.name === name)?.value ?? 0) * 1_000;
    return { script: of('ScriptDuration'), style: of('RecalcStyleDuration'), layout: of('LayoutDuration'), all: of('TaskDuration') };
  };
  const before = await read();
  await during();
  const after = await read();
  return {
    script: after.script - before.script,
    style: after.style - before.style,
    layout: after.layout - before.layout,
    all: after.all - before.all,
  };
}

/** Times between frames, while `during` lasts. */
async function frames(page: Page, during: () => Promise<void>): Promise<number[]> {
  // As text: this file is checked with Node's types, which know no window.
  await page.evaluate(`{
    const gaps = [];
    let last = performance.now();
    const tick = (now) => {
      gaps.push(now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    window.gaps = gaps;
  }`);
  await during();
  return (await page.evaluate<number[]>('window.gaps')).slice(2);
}

async function changes({ send }: DeskPage): Promise<void> {
  const began = performance.now();
  for (let n = 0; n < RATE * SECONDS; n++) {
    send(change(n));
    await pause(began + ((n + 1) * 1_000) / RATE - performance.now());
  }
}

const STEPS = 200;
async function scroll({ page }: DeskPage): Promise<void> {
  await page.mouse.move(160, 400);
  for (let n = 0; n < STEPS; n++) {
    await page.mouse.wheel(0, 600);
    await page.waitForTimeout(16);
  }
}

/** Ten thousand waiting on one agent's screen: what each change costs, and what scrolling does. */
export async function deskList(): Promise<string> {
  const node = table(['10,000 entries', 'p50', 'p95', 'p99', 'worst'], reducing());
  return withDeskPages(async (browser, assets) => {
    const began = performance.now();
    const desk = await openDeskAlone(browser, assets, entries);
    const opened = performance.now() - began;
    const chrome = await desk.page.context().newCDPSession(desk.page);
    await chrome.send('Performance.enable');
    const row = async (name: string, many: number, during: () => Promise<void>) => {
      let done: Work = { script: 0, style: 0, layout: 0, all: 0 };
      const gaps = await frames(desk.page, async () => {
        done = await work(chrome, during);
      });
      const each = [done.script, done.style, done.layout, done.all].map((total) => ms(total / many));
      return [name, ...each, ms(quantile(gaps, 0.5)), ms(quantile(gaps, 0.99)), ms(Math.max(...gaps))];
    };
    const rows = [
      await row(`${RATE} changes a second, for each`, RATE * SECONDS, () => changes(desk)),
      await row('scrolling by 600 pixels, for each', STEPS, () => scroll(desk)),
    ];
    const rendered = await desk.page.locator('.row').count();
    await desk.close();
    const head = ['in Chrome', 'script', 'style', 'layout', 'all tasks', 'frame p50', 'frame p99', 'worst'];
    return `${node}\n\n${table(head, rows)}\n\nopened in ${ms(opened)} ms; ${rendered} of ${MANY} rows are rendered`;
  });
}
