import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../worker/local/config.ts';
import { statements } from '../../worker/local/migrate.ts';
import type { Archived } from '../../worker/records/conversations/schema.ts';
import { count, median, ms, spread, table } from './figures.ts';
import { bundle, withWorker } from './loopback.ts';
import { randomly } from './synthetic.ts';

const conversations = 50_000;
const atOnce = 250;
const asked = 200;
const vocabulary = 30_000;
const areas = ['faqs', 'order-status', 'refunds', 'routine-inquiries'];

/** Words as often as in a language: the second half as often as the first, and so on (Zipf). The first letters vary. */
const word = (rank: number) => `${(rank * 2_654_435_761).toString(36).slice(-4)}${rank.toString(36)}`;

function writer() {
  const next = randomly(11);
  const any = () => word(Math.floor(vocabulary ** next()));
  const text = (words: number) => Array.from({ length: words }, any).join(' ');
  const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)] ?? list[0];
  return (i: number): Archived => {
    const begun = new Date(Date.UTC(2026, 0, 1) + i * 600_000).toISOString();
    const byPerson = next() < 0.4;
    const agent = `agent-${Math.floor(next() ** 3 * 60)}`;
    return {
      id: `conversation-${i}`,
      revision: 1,
      identity: null,
      visitor: `customer-${Math.floor(next() * conversations * 0.7)}`,
      label: `Visitor ${i}`,
      language: pick(['en', 'en', 'en', 'de', 'fr']) ?? 'en',
      state: 'resolved',
      created: begun,
      updated: begun,
      resolved: begun,
      resolvedBy: byPerson ? 'person' : 'customer',
      reason: byPerson ? 'low-confidence' : null,
      area: pick(areas) ?? null,
      team: byPerson ? 'support' : null,
      priority: byPerson ? 3 : null,
      rules: [pick(['approved-answer-is-sent', 'order-status-is-told', 'low-confidence-goes-to-people']) ?? ''],
      agents: byPerson ? [{ id: agent, name: agent }] : [],
      feedback: null,
      first: 'first words',
      last: 'last words',
      counts: { customer: 4, assistant: 2, agent: 2 },
      answer: byPerson ? text(20) : '',
      asked: text(60),
      said: text(140),
    };
  };
}

async function post(url: string, path: string, body: unknown): Promise<{ took: number; text: string }> {
  const began = performance.now();
  const response = await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text.slice(0, 300)}`);
  return { took: performance.now() - began, text };
}

/** Latency of the list of past conversations and of what an open one is shown with. */
export async function history(): Promise<string> {
  return withWorker(
    await bundle('history-worker.ts'),
    {},
    async (url) => {
      const folder = join(root, 'worker/records/migrations');
      for (const name of readdirSync(folder).sort()) await post(url, '/migrate', statements(readFileSync(join(folder, name), 'utf8')));
      const write = writer();
      const began = performance.now();
      for (let i = 0; i < conversations; i += atOnce)
        await post(
          url,
          '/keep',
          Array.from({ length: atOnce }, (_, j) => write(i + j)),
        );
      const kept = performance.now() - began;

      const idles: number[] = [];
      for (let i = 0; i < asked; i++) idles.push((await post(url, '/nothing', {})).took);
      const next = randomly(5);
      const between = (from: number, to: number) => word(from + Math.floor(next() * (to - from)));
      const searches: [string, string, (i: number) => unknown][] = [
        ['no filter', '/list', () => ({})],
        ['deep page', '/list', () => ({ after: String(Date.UTC(2026, 6, 1) * 1_000 + Math.floor(next() * 1e9)) })],
        ['a rare word', '/list', () => ({ q: between(5_000, vocabulary) })],
        ['a word', '/list', () => ({ q: between(100, 5_000) })],
        ['a very common word', '/list', () => ({ q: between(1, 20) })],
        ['three words', '/list', () => ({ q: [between(1, 100), between(1, 100), between(10, 1_000)].join(' ') })],
        ['three letters', '/list', () => ({ q: between(1, vocabulary).slice(0, 3) })],
        ['area and language', '/list', (i) => ({ area: areas[i % areas.length], language: 'de' })],
        ['agent of few', '/list', (i) => ({ agent: `agent-${50 + (i % 10)}` })],
        ['agent of few, common word', '/list', (i) => ({ agent: `agent-${50 + (i % 10)}`, q: between(1, 20) })],
        ['words that nothing has', '/list', (i) => ({ q: `${between(1, 20)} nowhere${i}` })],
        [
          'related to an open one',
          '/related',
          (i) => {
            const { id, language, asked: words, visitor } = write(conversations + i);
            return { id, language, asked: words, visitor };
          },
        ],
      ];
      const rows: string[][] = [];
      const idle = median(idles);
      for (const [name, path, body] of searches) {
        const times: number[] = [];
        let found = 0;
        for (let i = 0; i < asked; i++) {
          const { took, text } = await post(url, path, body(i));
          times.push(Math.max(0, took - idle));
          found += text.split('"created"').length - 1;
        }
        rows.push([name, ...spread(times), (found / asked).toFixed(1)]);
      }
      return [
        table([`workerd and local D1, ${count(conversations)} conversations`, 'p50', 'p95', 'p99', 'max', 'rows found'], rows),
        `${asked} of each, less ${ms(idle)} for a request that asks D1 for nothing. Kept one by one in ${(kept / 1_000).toFixed(0)} s, ${ms(kept / conversations)} each.`,
      ].join('\n');
    },
    undefined,
    'DB',
  );
}
