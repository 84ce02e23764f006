import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sentenceSchema } from '../../../../policy/answers.ts';
import { modelDefaults } from '../../../../policy/model.ts';
import { Breaker } from '../../../../worker/ports/model/breaker.ts';
import type { Chat } from '../../../../worker/ports/model/chat.ts';
import { modelOf } from '../../../../worker/ports/model/model.ts';
import { openaiChat } from '../../../../worker/ports/model/openai.ts';
import { modelCallSchema } from '../../../../worker/ports/model/port.ts';
import { readPolicy } from '../../../../worker/release/build.ts';
import { freeBudget } from '../../../contract/free.ts';
import { asking, drafted, shortLimits } from '../../../contract/model.ts';

const prompts = (await readPolicy('policy')).prompts ?? [];
const quick = { firstMs: 150, attemptMs: 150, totalMs: 300, tries: 2, baseMs: 5, tokens: 100 };
const limits = { compose: quick, standalone: quick, summary: quick, second: quick, judge: quick };
const over = (chat: Chat, one = limits, own = prompts) =>
  modelOf({
    chat,
    prompts: own,
    limits: one,
    hide: { emails: true, phones: true },
    uses: modelDefaults.uses,
    budget: freeBudget,
    breaker: new Breaker(),
    prices: null,
    deadline: Date.now() + 60_000,
  });
const chat = (ask: Chat['ask']): Chat => ({ name: 'fake', streams: true, ask });

test('a release that lacks a prompt asks nothing for it', async () => {
  const port = over(
    chat(() => Promise.reject(new Error('asked'))),
    shortLimits,
    prompts.filter(({ id }) => id !== 'second'),
  );
  expect(await port.second({ question: 'a', categories: [] })).toMatchObject({
    ok: false,
    fault: { kind: 'not-installed' },
    call: { tries: 0 },
  });
});

test('placeholders are the same in all calls of a turn', async () => {
  const seen: string[] = [];
  const port = over(
    chat(async ({ message }, take) => {
      seen.push(message);
      take('{"question":"Where is <email-1>?"}');
      return { ok: true, value: { tokens: null } };
    }),
  );
  await port.standalone({ question: 'ada@home.example', history: [] });
  expect(await port.standalone({ question: 'bob@home.example', history: [{ by: 'customer', text: 'ada@home.example' }] })).toMatchObject({
    value: 'Where is ada@home.example?',
  });
  expect(seen[1]).toMatch(/<email-1>.*<email-2>/s);
});

test('a sentence that is wrong ends a draft whose first ones were handed out', async () => {
  const said = '{"sentences":[{"text":"A.","cites":["p1"]},{"text":"B.","cites":["p7"]},{"text":"C.","cites":["p1"]}]}';
  const port = over(
    chat(async (_, take) => {
      take(said);
      return { ok: true, value: { tokens: null } };
    }),
  );
  const { sentences, whole } = await drafted(port);
  expect(sentences).toEqual([{ text: 'A.', cites: ['delivery-times'] }]);
  expect(whole).toMatchObject({ ok: false, fault: { kind: 'bad-answer', again: false }, call: { tries: 1 } });
});

/** Answers of a vendor gone mad: right events, nearly right ones, and anything. */
const text = fc.oneof(
  fc.constant('{"sentences":[{"text":"A.","cites":["p1"]}]}'),
  fc.constantFrom(
    '{"sentences":[',
    '{"text":"A.","cites":["p1"]}',
    ',',
    ']}',
    '{"question":"a"}',
    '{"categories":[]}',
    '{"summary":"a"}',
    '```json',
  ),
  fc.json(),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const event = text.map(
  (content) =>
    `data: ${JSON.stringify({ id: 'c', created: 1, model: 'm', choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`,
);
const rest = fc.constantFrom(
  'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n',
  'data: {"choices":[],"usage":{"prompt_tokens":-1,"completion_tokens":"x"}}\n\n',
  'data: {"error":{"message":"x"}}\n\n',
  'data: [DONE]\n\n',
  'data: {"choices":[{"delta":null}]}\n\n',
  'data: nothing\n\n',
  ': ping\n\n',
);
const part = fc.oneof(
  event,
  event,
  rest,
  fc.string({ maxLength: 30 }),
  fc.json().map((json) => `data: ${json}\n\n`),
);
const mad = fc.record({
  status: fc.constantFrom(200, 200, 200, 200, 204, 307, 400, 429, 500, 599),
  type: fc.constantFrom('text/event-stream', 'application/json', 'image/png'),
  parts: fc.array(
    fc.oneof(
      part.map((one) => Buffer.from(one)),
      fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    ),
    { maxLength: 8 },
  ),
  end: fc.constantFrom('end', 'end', 'cut', 'hang'),
});

test('whatever a vendor answers, every use ends with a value, in time, and nothing unfit is handed out', async () => {
  let now: { status: number; type: string; parts: Buffer[]; end: string } | undefined;
  const server = createServer((request, response) => {
    request.resume();
    if (!now) return response.end();
    response.writeHead(now.status, { 'content-type': now.type });
    for (const one of now.parts) response.write(one);
    if (now.end === 'end') response.end();
    if (now.end === 'cut') setImmediate(() => response.socket?.destroy());
    if (now.end === 'hang') response.flushHeaders();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const vendor = openaiChat({ model: 'm', apiKey: 'k', baseUrl: `http://127.0.0.1:${port}/v1` });
  const loose: unknown[] = [];
  const onLoose = (error: unknown) => loose.push(error);
  process.on('unhandledRejection', onLoose);
  try {
    await fc.assert(
      fc.asyncProperty(mad, async (answer) => {
        now = answer;
        const model = over(vendor);
        const began = performance.now();
        const [draft, ...others] = await Promise.all([
          drafted(model, asking()),
          model.standalone({ question: 'and?', history: [] }),
          model.summary({ transcript: [] }),
          model.second({ question: 'a', categories: [] }),
        ]);
        expect(performance.now() - began).toBeLessThan(quick.totalMs + 15_000);
        for (const one of [draft.whole, ...others]) expect(modelCallSchema.safeParse(one.call).success).toBe(true);
        for (const sentence of draft.sentences) {
          expect(sentenceSchema.shape.text.safeParse(sentence.text).success).toBe(true);
          expect(sentence.cites.every((cite) => ['delivery-times', 'return-policy', 'order'].includes(cite))).toBe(true);
        }
        if (draft.whole.ok) expect(draft.whole.value).toEqual(draft.sentences);
      }),
      { numRuns: 150 },
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(loose).toEqual([]);
  } finally {
    process.off('unhandledRejection', onLoose);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}, 120_000);
