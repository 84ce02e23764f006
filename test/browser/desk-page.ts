import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Browser, BrowserContextOptions, Page, WebSocketRoute } from 'playwright-core';
import { buildAssets } from '../../worker/local/build.ts';
import type { DeskServerFrame, QueueEntry } from '../../worker/protocol.ts';
import { launchChrome } from './chrome.ts';

const origin = 'http://desk.test';
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const person = { id: 'ines', name: 'Ines', role: 'agent' } as const;

/** The desk's page alone, with a queue that no real day brings: it is built as ever, and the wire is played. */
export interface DeskPage {
  page: Page;
  /** To the page, as the desk would send it. */
  send(frame: DeskServerFrame): void;
  close(): Promise<void>;
}

export async function openDeskAlone(
  browser: Browser,
  assets: string,
  entries: QueueEntry[],
  options: BrowserContextOptions = {},
): Promise<DeskPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  let socket: WebSocketRoute | null = null;
  await page.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname.endsWith('/session')) return route.fulfill({ json: { person, site: { id: 'site', name: 'Fernweg' } } });
    if (pathname.endsWith('/tickets')) return route.fulfill({ json: { ticket: 'ticket' } });
    if (pathname.startsWith('/api/')) return route.fulfill({ status: 404, json: { error: { code: 'not-found', message: 'Not here.' } } });
    const path = join(assets, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    return route.fulfill({ path, contentType: types[extname(path)] ?? 'application/octet-stream' });
  });
  await page.routeWebSocket(/desk\/socket$/, (ws) => {
    socket = ws;
    ws.onMessage((message) => {
      if (message === 'ping') ws.send('pong');
      else if (String(message).includes('"hello"'))
        ws.send(
          JSON.stringify({
            type: 'queue',
            protocol: 1,
            me: person,
            entries,
            agents: [],
            teams: [],
            mode: 'pull',
          } satisfies DeskServerFrame),
        );
    });
  });
  await page.goto(`${origin}/desk/`);
  await page.getByRole('heading', { name: /^Waiting/ }).waitFor();
  return { page, send: (frame) => socket?.send(JSON.stringify(frame)), close: () => context.close() };
}

/** Built pages and a browser, for as long as `use` takes. */
export async function withDeskPages<T>(use: (browser: Browser, assets: string) => Promise<T>): Promise<T> {
  const assets = await mkdtemp(join(tmpdir(), 'handrail-desk-'));
  const [browser] = await Promise.all([launchChrome(), buildAssets(assets)]);
  try {
    return await use(browser, assets);
  } finally {
    await browser.close();
    await rm(assets, { recursive: true, force: true });
  }
}

const noon = Date.parse('2026-11-23T12:00:00.000Z');

/** One of many who wait: the later its number, the later it came. */
export function waiting(n: number, over: Partial<QueueEntry> = {}): QueueEntry {
  const at = new Date(noon + n * 1_000).toISOString();
  return {
    handoffId: `handoff-${n}`,
    conversationId: `conversation-${n}`,
    status: 'waiting',
    reason: 'customer-request',
    priority: 3,
    team: 'support',
    area: 'order-status',
    ruleIds: ['asks-for-a-person'],
    language: 'en',
    customer: `Visitor ${n}`,
    snippet: n % 3 === 0 ? 'Where is it?' : `My parcel ${n} was to come last week and nobody has told me where it is, so I ask here now.`,
    createdAt: at,
    promisedAt: new Date(noon + n * 1_000 + 300_000).toISOString(),
    claimedAt: null,
    rankAt: at,
    skills: [],
    awaitingSince: at,
    answeredAt: null,
    sla: null,
    agent: null,
    ...over,
  };
}
