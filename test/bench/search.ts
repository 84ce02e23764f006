import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { passagesOf } from '../../kb/chunk.ts';
import { copyEncoder } from '../../worker/local/build.ts';
import { root } from '../../worker/local/config.ts';
import { nodeEncoder } from '../../worker/local/encoder.ts';
import { artifact } from '../../worker/ports/embed/static/artifact.ts';
import { buildIndexes } from '../../worker/ports/search/knowledge-index.ts';
import { unitCount } from '../../worker/ports/search/vectorize-likeness.ts';
import { assemble, readPolicy } from '../../worker/release/build.ts';
import { calibrate } from '../../worker/release/calibrate.ts';
import { encodeRelease } from '../../worker/release/format.ts';
import { withoutExamples } from '../policy/samples.ts';
import { budget, count, median, ms, quantile, resident, table } from './figures.ts';
import { bundle, withWorker } from './loopback.ts';
import type { Part } from './search-worker.ts';
import { randomly, type Shape, synthesize } from './synthetic.ts';

const small = { articles: 1_000, questions: 10, passages: 1, words: 60 };
/** Only times and memory are looked at, so the vectors of these two need not mean anything. */
const tiny = { articles: 20, questions: 2, passages: 5, words: 36 };
const large = { articles: 4_000, questions: 2, passages: 5, words: 36 };
const asked = 100;
const rounds = 3;
/** Look-ups in one request: clocks stand still inside workerd, so the request is timed. */
const perRequest = 10;

async function post(url: string, path: string, body: BodyInit): Promise<{ took: number; text: string }> {
  const began = performance.now();
  const response = await fetch(`${url}${path}`, { method: 'POST', body });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text.slice(0, 300)}`);
  return { took: performance.now() - began, text };
}

const run = (url: string, part: Part, text: string, times = perRequest) => post(url, '/run', JSON.stringify({ part, text, times }));

/** Milliseconds of one look-up of each question, by part, and what the process grew by. */
async function inWorkerd(url: string, pid: number | undefined, bytes: Uint8Array<ArrayBuffer>, asking: string[], timed: Part[]) {
  const idles: number[] = [];
  for (let i = 0; i < 60; i++) idles.push((await run(url, 'nothing', 'x')).took);
  const idle = median(idles);
  const memory = () => (pid === undefined ? Number.NaN : resident(pid));
  const before = memory();
  const { took: loaded } = await post(url, '/release', bytes);
  const after = memory();
  let judged = 0;
  for (const text of asking) judged += Number((await run(url, 'retrieve', text, 0)).text === 'judged');
  const found = new Map<Part, number[]>(timed.map((part) => [part, []]));
  for (let round = 0; round < rounds; round++) {
    for (const part of timed) {
      for (const text of asking) found.get(part)?.push(Math.max(0, (await run(url, part, text)).took - idle) / perRequest);
    }
  }
  return { found, loaded, judged, memory: { loaded: after - before, asked: memory() - before } };
}

/** Knowledge alone: fitting the topics of the policy is the same work for every knowledge base, and is kept. */
const policyOfProject = async () => withoutExamples(await readPolicy(join(root, 'policy')));

/** Built with everything that a release is built with; the parts as the build tells of them. */
async function buildSmall() {
  const [{ articles, asking }, policy] = await Promise.all([synthesize(small, asked), policyOfProject()]);
  const told: { line: string; at: number }[] = [];
  const used = process.cpuUsage();
  const began = performance.now();
  const { bytes, report } = await assemble(policy, articles, { progress: (line) => told.push({ line, at: performance.now() }) });
  const ended = performance.now();
  // Beside the clock, because other work on the machine moves only that.
  const { user, system } = process.cpuUsage(used);
  const embedded = told.findLast(({ line }) => line.includes('embedded'))?.at ?? Number.NaN;
  const judging = told.find(({ line }) => line.includes('judging'))?.at ?? Number.NaN;
  const seconds = (from: number, to: number) => `${((to - from) / 1_000).toFixed(1)} s`;
  const parts = `embedding ${seconds(began, embedded)}, indexing ${seconds(embedded, judging)}, training, judging and calibrating ${seconds(judging, ended)}`;
  const [calibration] = report.calibrations;
  return {
    bytes: new Uint8Array(bytes),
    asking,
    words: `built and calibrated in Node in ${((ended - began) / 1_000).toFixed(1)} s (budget ${budget((ended - began) / 1_000, 60, 's')}; CPU ${((user + system) / 1e6).toFixed(1)} s): ${parts}; ${calibration?.judged.questions} questions judged, ${count(bytes.length / 1_024)} kB`,
  };
}

async function buildBook(shape: Shape) {
  const [{ articles, asking }, policy] = await Promise.all([synthesize(shape, asked), policyOfProject()]);
  const next = randomly(7);
  const vector = () => Int8Array.from({ length: artifact.dimensions }, () => Math.floor(next() * 255) - 127);
  const { embedder } = await nodeEncoder();
  const indexes = buildIndexes(articles, {}, (_, texts) => ({ maker: embedder.name, vectors: texts.map(vector) }));
  // A calibration of nothing, so that a question is embedded as it is in a turn.
  const calibrations = indexes.map((index) => calibrate(index, [], { budgets: [], outOfScopeShare: 0.15, confidence: 0.7 }));
  // All else is that of a whole release, of the first article alone.
  const { content } = await assemble(policy, articles.slice(0, 1), { embedder: null });
  const bytes = new Uint8Array(encodeRelease({ ...content, articles, synonyms: {}, indexes, calibrations }));
  const passages = articles.reduce((sum, article) => sum + passagesOf(article).length, 0);
  const units = unitCount(indexes);
  return { bytes, asking, words: `${count(passages)} passages, ${count(units)} vectors, ${(bytes.length / 1_048_576).toFixed(1)} MB` };
}

/** Retrieval inside the worker and building in Node, on knowledge of the size that is promised. */
export async function search(): Promise<string> {
  const assets = await mkdtemp(join(tmpdir(), 'handrail-search-'));
  try {
    copyEncoder(assets);
    const script = await bundle('search-worker.ts');
    const entries = await buildSmall();
    const few = await withWorker(
      script,
      {},
      (url, pid) => inWorkerd(url, pid, entries.bytes, entries.asking, ['retrieve', 'embed', 'search']),
      assets,
    );
    const [page, book] = [await buildBook(tiny), await buildBook(large)];
    const { bare, many } = await withWorker(
      script,
      {},
      async (url, pid) => {
        // First with next to no knowledge: encoder, compiled code and the room that the engine takes for garbage.
        const parts: Part[] = ['retrieve', 'search'];
        const bare = await inWorkerd(url, pid, page.bytes, page.asking, parts);
        return { bare, many: await inWorkerd(url, pid, book.bytes, book.asking, parts) };
      },
      assets,
    );
    const row = (name: string, values: number[], limits: (number | null)[]) => {
      const at = [0.5, 0.99].map((q) => quantile(values, q));
      return [name, ...at.map(ms), ...limits.map((limit, i) => (limit === null ? '' : budget(at[i] ?? 0, limit)))];
    };
    const of = (found: Map<Part, number[]>, part: Part) => found.get(part) ?? [];
    const { memory } = many;
    return [
      table(
        ['workerd, one question', 'p50', 'p99', 'budget p50', 'budget p99'],
        [
          row('1,000 entries x 10 questions, whole retrieval', of(few.found, 'retrieve'), [2, 10]),
          row('  of it embedding', of(few.found, 'embed'), [null, null]),
          row('  of it search', of(few.found, 'search'), [null, null]),
          row('20,000 passages, whole retrieval', of(many.found, 'retrieve'), [null, 5]),
          row('  of it search', of(many.found, 'search'), [null, null]),
        ],
      ),
      `${asked} questions x ${rounds} rounds; a figure is the mean of ${perRequest} of one question in a request, less an empty one.`,
      `1,000 entries: ${entries.words}; read and compiled in workerd ${ms(few.loaded)}; ${few.judged} of ${asked} questions had a probability`,
      `20,000 passages: ${book.words}; read and compiled in workerd ${ms(many.loaded)}; memory of the process +${memory.loaded.toFixed(1)} MB once loaded, +${memory.asked.toFixed(1)} MB after the questions (budget ${budget(memory.asked, 60, 'MB')}); before that +${bare.memory.asked.toFixed(1)} MB for the encoder, a release of 100 passages and as many questions`,
    ].join('\n');
  } finally {
    await rm(assets, { recursive: true, force: true });
  }
}
