import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PromptId } from '../../../../policy/answers.ts';
import type { ModelLimits } from '../../../../worker/ports/model/limits.ts';
import { readPolicy } from '../../../../worker/release/build.ts';
import { modelIn } from '../../../contract/host.ts';
import { asking, drafted, longLimits, type ServicePlay, type StartedModel, testModel } from '../../../contract/model.ts';
import { startRuntime } from '../../../contract/runtime.ts';
import { type ChatServer, chatServer, type Play } from '../../../contract/servers/chat.ts';

const key = 'sk-local-1234567890';
const { prompts } = await readPolicy('policy');
const vars = (url: string, model = 'local/chat') => ({
  HANDRAIL_MODEL_DRIVER: 'openai',
  HANDRAIL_MODEL_NAME: model,
  HANDRAIL_MODEL_URL: `${url}/v1`,
  HANDRAIL_MODEL_KEY: key,
});
const inNode = (url: string, limits: Record<PromptId, ModelLimits> = longLimits) => modelIn(vars(url), prompts ?? [], limits);
const serviceOf = (server: ChatServer): StartedModel['service'] => ({
  ...server,
  script: (plays, always) => server.script(plays, always),
  says: (draft): ServicePlay => {
    // The text of the good answer does not matter: what was asked is at hand.
    return () => draft(server.asked().at(-1) ?? { use: '', instructions: '', message: '' });
  },
});

testModel({
  name: 'openai in Node',
  model: 'openai local/chat',
  secret: key,
  async start() {
    const server = await chatServer({ key });
    return { port: (limits) => inNode(server.url, limits), service: serviceOf(server), close: server.close };
  },
});

testModel({
  name: 'openai in workerd, as it is bundled',
  model: 'openai local/chat',
  secret: key,
  async start() {
    const server = await chatServer({ key });
    const runtime = await startRuntime(server.url);
    const close = async () => {
      await runtime.close();
      await server.close();
    };
    return { port: (limits) => runtime.model(vars(server.url), limits, prompts ?? []), service: serviceOf(server), close };
  },
});

describe('a stream', () => {
  let server: ChatServer;
  beforeAll(async () => {
    server = await chatServer({ key, piece: 5, everyMs: 8 });
  });
  afterAll(() => server.close());
  beforeEach(() => server.reset());
  const patient = () => inNode(server.url, longLimits);

  test('gives each sentence as soon as it is whole', async () => {
    const { sentences, whole } = patient().compose(asking());
    let done = false;
    void whole.then(() => {
      done = true;
    });
    const seen: boolean[] = [];
    for await (const _ of sentences) seen.push(done);
    expect(seen).toEqual([false, false]);
    const { call } = await whole;
    expect(call.firstMs).toBeLessThan(call.ms);
  });

  test.each<[what: string, play: Play, kind: string]>([
    ['stops in silence', 'stall', 'timeout'],
    ['is cut', 'cut', 'bad-answer'],
    ['ends without an end', 'no-end', 'bad-answer'],
    ['has an error in the middle', 'error-event', 'bad-answer'],
    ['has an event that is no JSON', 'broken-event', 'bad-answer'],
    ['is cut by the limit of tokens', { finish: 'length' }, 'bad-answer'],
    ['is cut by a filter', { finish: 'content_filter' }, 'bad-answer'],
  ])('that %s after a sentence is a fault with what came, and is not asked for again', async (_, play, kind) => {
    server.script([], play);
    const limits = { ...longLimits.compose, attemptMs: kind === 'timeout' ? 2_500 : 20_000 };
    const input = asking('?', { passages: [...asking().passages, { id: 'x', text: 'We answer every day.' }] });
    const { sentences, whole } = await drafted(inNode(server.url, { ...longLimits, compose: limits }), input);
    expect(sentences.length).toBeGreaterThan(0);
    expect(whole).toMatchObject({ ok: false, fault: { kind, again: false }, call: { tries: 1, fault: { kind } } });
    expect(JSON.stringify(whole.ok || whole.fault)).not.toContain('failed on');
  });

  test('that never ends is hung up on', async () => {
    server.script([], 'endless');
    const { whole } = await drafted(patient());
    expect(whole).toMatchObject({ ok: false, fault: { kind: 'bad-answer' } });
    await vi.waitFor(() => expect(server.open()).toBe(0), 15_000);
  });

  test('that shows nothing in time is asked for again', async () => {
    server.script(['stall']);
    const limits = { ...longLimits.compose, firstMs: 2_000 };
    server.script(['drip']);
    const { whole } = await drafted(inNode(server.url, { ...longLimits, compose: limits }));
    expect(whole).toMatchObject({ ok: true, call: { tries: 2 } });
  });

  test('is hung up on when the rest is not wanted', async () => {
    server.script([], 'endless');
    const composing = patient().compose(asking());
    for await (const _ of composing.sentences) composing.stop();
    expect(await composing.whole).toMatchObject({ ok: false, fault: { kind: 'stopped' }, call: { tries: 1, counted: false } });
    await vi.waitFor(() => expect(server.open()).toBe(0), 15_000);
  });
});

test('tokens that a service does not count are estimated', async () => {
  const server = await chatServer({ key, uncounted: true });
  try {
    const { whole } = await drafted(inNode(server.url));
    expect(whole).toMatchObject({ ok: true, call: { counted: false } });
    expect(whole.call.tokensIn).toBeGreaterThan(300);
    expect(whole.call.tokensOut).toBeGreaterThan(20);
  } finally {
    await server.close();
  }
});

test('words and key do not follow a redirect', async () => {
  const [server, elsewhere] = [await chatServer({ key }), await chatServer({ key })];
  try {
    server.script([], { status: 307, headers: { location: `${elsewhere.url}/v1/chat/completions` } });
    expect((await drafted(inNode(server.url))).whole).toMatchObject({ ok: false, fault: { kind: 'unavailable' } });
    expect(elsewhere.seen).toEqual([]);
  } finally {
    await Promise.all([server.close(), elsewhere.close()]);
  }
});

test('a server that is not there is a fault', async () => {
  expect((await drafted(inNode('http://127.0.0.1:9'))).whole).toMatchObject({ ok: false, fault: { kind: 'unavailable', again: true } });
});
