import { SELF } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { parse as parseYaml } from 'yaml';
import { importFiles } from '../../kb/import.ts';
import type { Policy } from '../../policy/bundle.ts';
import { helpLinesSchema } from '../../policy/help-lines.ts';
import { modelPolicySchema } from '../../policy/model.ts';
import { privacyPolicySchema } from '../../policy/privacy.ts';
import { promptSchema } from '../../policy/prompts.ts';
import { type QueuePolicy, queuePolicySchema } from '../../policy/queue.ts';
import { refundPolicySchema } from '../../policy/refunds.ts';
import { repliesPolicySchema } from '../../policy/replies.ts';
import { matrixSchema, ruleSchema, topicSchema, wordingSchema } from '../../policy/schema.ts';
import { tonePolicySchema } from '../../policy/tone.ts';
import { buildIndexes } from '../../worker/ports/search/knowledge-index.ts';
import { plainScan } from '../../worker/ports/search/vectors.ts';
import type { ConversationServerFrame, DeskServerFrame } from '../../worker/protocol.ts';
import { calibrate } from '../../worker/release/calibrate.ts';
import { encodeRelease, releaseHash } from '../../worker/release/format.ts';
import { train } from '../../worker/release/judge.ts';
import { forgetSites } from '../../worker/rooms/site-cache.ts';
import type { SiteConfig } from '../../worker/rooms/site-schema.ts';
import { gateSample } from './release/samples.ts';

function alwaysOpen(queue: QueuePolicy): QueuePolicy {
  return { ...queue, teams: queue.teams.map((team) => ({ ...team, hours: 'always' })) };
}

/** The real policy and knowledge, inside workerd: read by the test bundler because there is no file system. */
const yaml = (files: Record<string, string>) => Object.values(files).map((text) => parseYaml(text, { schema: 'core' }));
const policy: Policy = {
  matrix: matrixSchema.parse(
    yaml(import.meta.glob<string>('../../policy/matrix.yaml', { query: '?raw', import: 'default', eager: true }))[0],
  ),
  rules: yaml(import.meta.glob<string>('../../policy/rules/*.yaml', { query: '?raw', import: 'default', eager: true })).map((rule) =>
    ruleSchema.parse(rule),
  ),
  topics: yaml(import.meta.glob<string>('../../policy/topics/*.yaml', { query: '?raw', import: 'default', eager: true })).map((topic) =>
    topicSchema.parse(topic),
  ),
  examples: [],
  wording: yaml(import.meta.glob<string>('../../policy/wording/*.yaml', { query: '?raw', import: 'default', eager: true }))
    .map((wording) => wordingSchema.parse(wording))
    .sort((a, b) => Number(b.locale === 'en') - Number(a.locale === 'en')),
  refunds: refundPolicySchema.parse(
    yaml(import.meta.glob<string>('../../policy/refunds.yaml', { query: '?raw', import: 'default', eager: true }))[0],
  ),
  privacy: privacyPolicySchema.parse(
    yaml(import.meta.glob<string>('../../policy/privacy.yaml', { query: '?raw', import: 'default', eager: true }))[0],
  ),
  helpLines: helpLinesSchema.parse(
    yaml(import.meta.glob<string>('../../policy/help-lines.yaml', { query: '?raw', import: 'default', eager: true }))[0],
  ),
  /** The promised times of the shipped queue. Its people are always there, so that no test depends on the day. */
  queue: alwaysOpen(
    queuePolicySchema.parse(
      yaml(import.meta.glob<string>('../../policy/queue.yaml', { query: '?raw', import: 'default', eager: true }))[0],
    ),
  ),
  replies: repliesPolicySchema.parse(
    yaml(import.meta.glob<string>('../../policy/replies.yaml', { query: '?raw', import: 'default', eager: true }))[0],
  ),
  prompts: yaml(import.meta.glob<string>('../../policy/prompts/*.yaml', { query: '?raw', import: 'default', eager: true })).map((prompt) =>
    promptSchema.parse(prompt),
  ),
  model: modelPolicySchema.parse(
    yaml(import.meta.glob<string>('../../policy/model.yaml', { query: '?raw', import: 'default', eager: true }))[0],
  ),
  guardEval: null,
  tone: tonePolicySchema.parse(
    yaml(import.meta.glob<string>('../../policy/tone.yaml', { query: '?raw', import: 'default', eager: true }))[0],
  ),
};
const files = import.meta.glob<string>('../../kb/articles/**/*.md', { query: '?raw', import: 'default', eager: true });
/** What was not to be reviewed yet when these tests were written never is: no test depends on the day. */
const articles = importFiles(Object.entries(files).map(([name, text]) => ({ name, text }))).articles.map((article) =>
  article.reviewBy !== null && article.reviewBy > '2026-11-28' ? { ...article, reviewBy: '2999-12-31' } : article,
);

/**
 * The real articles by their letters alone, trained and with their real curve, once for all tests of a file. The error budget is
 * not kept: these tests are about rooms and HTTP, so they answer from a threshold of their own.
 */
const trained = buildIndexes(articles, {}).map((untrained) => {
  const { index, judged } = train(untrained, articles, {}, plainScan, []);
  const aims = { budgets: [], outOfScopeShare: 0.15, confidence: 0.8 };
  return { index, calibration: calibrate(index, judged, aims) };
});
const answering = 0.6;
/** Nothing is sure enough. */
export const unreachable = 1;
const calibrationsFrom = (threshold: number) =>
  trained.map(({ calibration }) => ({
    ...calibration,
    thresholds: [{ budget: 0.001, threshold, by: 'fitted' as const, expected: null }],
  }));

export const origin = 'https://shop.example';
export const identityKey = { id: 'k1', secret: 'a-secret-of-the-shop-0123456789abcdef' };
const config: SiteConfig = {
  name: 'Test Shop',
  origins: [origin],
  accent: '#1f6f54',
  identity: 'optional',
  identityKeys: [identityKey],
};

let sites = 0;

/** A new site with people and an active release, which answers from `threshold` on; `change` overrides its configuration. */
export async function makeSite(
  change: Partial<SiteConfig> = {},
  withPolicy: (policy: Policy) => Policy = (same) => same,
  threshold = answering,
): Promise<string> {
  const id = `site-${++sites}-${crypto.randomUUID().slice(0, 6)}`;
  const site = env.SITE.getByName(id);
  await site.configure(id, { ...config, ...change }, 'test');
  for (const [person, name, role] of [
    ['priya', 'Priya Raman', 'agent'],
    ['luca', 'Luca Moretti', 'agent'],
    ['marta', 'Marta Kowalska', 'lead'],
    ['jonas', 'Jonas Weber', 'admin'],
  ] as const) {
    await site.addPerson(person, { name, role, email: `${person}@shop.example` }, 'test');
  }
  const bytes = encodeRelease({
    policy: withPolicy(policy),
    articles,
    synonyms: {},
    indexes: trained.map(({ index }) => index),
    calibrations: calibrationsFrom(threshold),
  });
  const hash = await releaseHash(bytes);
  await env.RELEASES.put(hash, bytes);
  await site.upload(hash, 'jonas');
  await site.keepGate(hash, gateSample(), null);
  await site.approve(hash, 'marta');
  await site.activate(hash, 'marta');
  forgetSites();
  return id;
}

export const api = (path: string, init: RequestInit = {}) => SELF.fetch(`https://handrail.example/api/v1${path}`, init);

export async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return api(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', Origin: origin, ...headers },
  });
}

export async function json<T>(response: Response): Promise<T> {
  return JSON.parse(await response.text());
}

export interface TestVisitor {
  site: string;
  token: string;
}

export async function visit(site: string, extra: object = {}, headers: Record<string, string> = {}): Promise<TestVisitor> {
  const response = await post('/session', { site, ...extra }, headers);
  if (response.status !== 200) throw new Error(`session: ${response.status} ${await response.text()}`);
  return { site, token: (await json<{ visitor: string }>(response)).visitor };
}

export const auth = ({ token }: TestVisitor) => ({ Authorization: `Bearer ${token}` });

export async function converse(visitor: TestVisitor, headers: Record<string, string> = {}): Promise<string> {
  const response = await post('/conversations', {}, { ...auth(visitor), ...headers });
  if (response.status !== 201) throw new Error(`conversation: ${response.status} ${await response.text()}`);
  return (await json<{ conversation: string }>(response)).conversation;
}

/** Far longer than anything takes, also on a busy machine, and shorter than a test may take: so the message says what did not come. */
const patience = 15_000;

/** A socket that keeps every frame, in order, and can wait for one. */
export class TestSocket<T extends { type: string }> {
  readonly frames: T[] = [];
  readonly socket: WebSocket;
  closed: { code: number; reason: string } | null = null;
  #wake = () => {};

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.addEventListener('message', (event) => {
      if (typeof event.data === 'string' && event.data !== 'pong') this.frames.push(JSON.parse(event.data));
      this.#wake();
    });
    socket.addEventListener('close', (event) => {
      this.closed = { code: event.code, reason: event.reason };
      this.#wake();
    });
    socket.accept();
  }

  send(frame: unknown): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** The first frame, seen or to come, that fits. */
  async until<K extends T['type']>(
    type: K,
    fits: (frame: Extract<T, { type: K }>) => boolean = () => true,
  ): Promise<Extract<T, { type: K }>> {
    const end = Date.now() + patience;
    for (;;) {
      const found = this.frames.find(
        (frame): frame is Extract<T, { type: K }> => frame.type === type && fits(frame as Extract<T, { type: K }>),
      );
      if (found) return found;
      if (Date.now() > end) throw new Error(`no frame ${type}; got ${JSON.stringify(this.frames).slice(0, 2_000)}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        setTimeout(resolve, 100);
      });
    }
  }

  async ended(): Promise<{ code: number; reason: string }> {
    const end = Date.now() + patience;
    while (!this.closed && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
    if (!this.closed) throw new Error('the socket stayed open');
    return this.closed;
  }

  get messages() {
    return this.frames.flatMap((frame) => {
      const one = frame as unknown as ConversationServerFrame;
      if (one.type === 'message') return [one.message];
      return one.type === 'resumed' || one.type === 'reset' ? one.messages : [];
    });
  }
}

export async function ticket(visitor: TestVisitor, conversation: string): Promise<string> {
  return (await json<{ ticket: string }>(await post(`/conversations/${conversation}/tickets`, {}, auth(visitor)))).ticket;
}

export async function handshake(path: string, value: string, from: string | null = origin): Promise<Response> {
  const headers: Record<string, string> = { Upgrade: 'websocket', 'Sec-WebSocket-Protocol': `handrail.v1, ticket.${value}` };
  if (from !== null) headers.Origin = from;
  return api(path, { headers });
}

export async function connect(
  visitor: TestVisitor,
  conversation: string,
  hello: object | null = {},
): Promise<TestSocket<ConversationServerFrame>> {
  const response = await handshake(`/conversations/${conversation}/socket`, await ticket(visitor, conversation));
  if (!response.webSocket) throw new Error(`handshake: ${response.status} ${await response.text()}`);
  const socket = new TestSocket<ConversationServerFrame>(response.webSocket);
  if (hello !== null) {
    socket.send({ type: 'hello', protocol: 1, since: null, history: null, ...hello });
    await Promise.race([socket.until('resumed'), socket.until('reset')]);
  }
  return socket;
}

export interface TestAgent {
  site: string;
  cookie: string;
}

const deskOrigin = 'https://handrail.example';
export const staffHeaders = ({ cookie }: TestAgent) => ({ Cookie: cookie, 'X-Handrail-Desk': '1', Origin: deskOrigin });

export async function signIn(site: string, person: string): Promise<TestAgent> {
  const invite = await env.SITE.getByName(site).invite(person, 'test');
  const response = await post('/desk/session', { site, invite: invite?.token }, { 'X-Handrail-Desk': '1', Origin: deskOrigin });
  if (response.status !== 200) throw new Error(`sign-in: ${response.status} ${await response.text()}`);
  return { site, cookie: (response.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '' };
}

export async function openDesk(agent: TestAgent): Promise<TestSocket<DeskServerFrame>> {
  const { ticket: value } = await json<{ ticket: string }>(await post('/desk/tickets', {}, staffHeaders(agent)));
  const response = await handshake('/desk/socket', value, deskOrigin);
  if (!response.webSocket) throw new Error(`handshake: ${response.status}`);
  const socket = new TestSocket<DeskServerFrame>(response.webSocket);
  socket.send({ type: 'hello', protocol: 1 });
  await socket.until('queue');
  return socket;
}

export async function openAsAgent(agent: TestAgent, conversation: string): Promise<TestSocket<ConversationServerFrame>> {
  const { ticket: value } = await json<{ ticket: string }>(
    await post(`/desk/conversations/${conversation}/tickets`, {}, staffHeaders(agent)),
  );
  const response = await handshake(`/conversations/${conversation}/socket`, value, deskOrigin);
  if (!response.webSocket) throw new Error(`handshake: ${response.status}`);
  const socket = new TestSocket<ConversationServerFrame>(response.webSocket);
  socket.send({ type: 'hello', protocol: 1, since: null, history: null });
  await socket.until('resumed');
  return socket;
}

let ids = 0;
export const clientId = () => `client-${String(++ids).padStart(6, '0')}`;
