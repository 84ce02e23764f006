import { expect, test } from 'vitest';
import { z } from 'zod';
import { workersAiChat } from '../../../../worker/ports/model/workers-ai.ts';
import { readPolicy } from '../../../../worker/release/build.ts';
import { drafted, longLimits, type ServicePlay, testModel } from '../../../contract/model.ts';
import { startRuntime } from '../../../contract/runtime.ts';
import type { Draft } from '../../../contract/servers/drafts.ts';
import { platform } from '../../../contract/servers/platform.ts';

const { prompts } = await readPolicy('policy');

async function start(model?: string) {
  const service = await platform({ dimensions: 8 });
  const runtime = await startRuntime(service.url);
  const vars = { HANDRAIL_MODEL_DRIVER: 'workers-ai', ...(model && { HANDRAIL_MODEL_NAME: model }) };
  return {
    port: (limits = longLimits) => runtime.model(vars, limits, prompts ?? []),
    service: {
      ...service,
      says:
        (draft: Draft): ServicePlay =>
        (text) => {
          const said = draft(service.asked().at(-1) ?? { use: '', instructions: '', message: '' });
          const body = JSON.parse(text);
          return JSON.stringify(body.choices ? { ...body, choices: [{ message: { content: said } }] } : { ...body, response: said });
        },
    },
    async close() {
      await runtime.close();
      await service.close();
    },
  };
}

testModel({
  name: 'workers-ai behind the real binding',
  model: 'workers-ai @cf/meta/llama-3.3-70b-instruct-fp8-fast',
  secret: 'secret of nobody',
  start: () => start(),
});

testModel({
  name: 'workers-ai with a model that answers as OpenAI does',
  model: 'workers-ai @cf/openai/gpt-oss-20b',
  secret: 'secret of nobody',
  start: () => start('@cf/openai/gpt-oss-20b'),
});

test('the end of a day’s allocation is not asked again', async () => {
  const { service, port, close } = await start();
  try {
    service.script([], { status: 429, body: { internalCode: 3_036, name: 'AccountLimited', description: 'You have used up …' } });
    expect((await drafted(port())).whole).toMatchObject({ ok: false, fault: { kind: 'rate-limited', again: false }, call: { tries: 1 } });
  } finally {
    await close();
  }
});

test('an answer without end is not kept: the rest of it is left where it is', async () => {
  let sent = 0;
  const body = new ReadableStream({
    pull(controller) {
      sent += 4_096;
      controller.enqueue(new TextEncoder().encode('{"response":"'.padEnd(4_096, 'x')));
    },
  });
  const chat = workersAiChat({ ai: { run: async () => new Response(body) }, model: '@cf/a/b' });
  const request = { name: 'compose', instructions: 'a', message: 'b', schema: z.object({}), tokens: 10 };
  expect(await chat.ask(request, () => {}, new AbortController().signal)).toMatchObject({ ok: false, fault: { kind: 'bad-answer' } });
  expect(sent).toBeLessThan(300_000);
});

test('tells the binding to stop when time is up', async () => {
  const signals: AbortSignal[] = [];
  const controller = new AbortController();
  const run = (_model: string, _inputs: object, { signal }: { signal: AbortSignal }) => {
    signals.push(signal);
    return Promise.reject(new Error('broken'));
  };
  const chat = workersAiChat({ ai: { run }, model: '@cf/a/b' });
  const request = { name: 'compose', instructions: 'a', message: 'b', schema: z.object({}), tokens: 10 };
  expect(await chat.ask(request, () => {}, controller.signal)).toMatchObject({ ok: false, fault: { kind: 'unavailable', again: true } });
  expect(signals).toEqual([controller.signal]);
});
