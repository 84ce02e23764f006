import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelDefaults } from '../../../../policy/model.ts';
import { readPolicy } from '../../../../worker/release/build.ts';
import { envModel } from '../../../../worker/turn/simulate/model.ts';
import { type ChatServer, chatServer } from '../../../contract/servers/chat.ts';

let server: ChatServer;
beforeAll(async () => {
  server = await chatServer({ key: 'k' });
});
afterAll(() => server.close());

const { prompts } = await readPolicy('policy');
const env = () => ({
  HANDRAIL_MODEL_DRIVER: 'openai',
  HANDRAIL_MODEL_NAME: 'local',
  HANDRAIL_MODEL_KEY: 'k',
  HANDRAIL_MODEL_URL: `${server.url}/v1`,
});
const asking = { question: 'Where is my parcel?', categories: [] };

test('is the model that the environment names', async () => {
  const model = await envModel(env(), { prompts, model: null });
  if (!model.ok) throw new Error(model.problem);
  expect(model.name).toBe('openai local');
  expect(await model.of('a').second(asking)).toMatchObject({ ok: true });
});

test('keeps to the budget of the policy, over all conversations of a run', async () => {
  const day = { tokens: 2_000, money: 1 };
  const model = await envModel(env(), { prompts, model: { ...modelDefaults, budget: { conversation: day, day } } });
  if (!model.ok) throw new Error(model.problem);
  const kinds: string[] = [];
  for (let i = 0; i < 20; i++) {
    const answered = await model.of(`${i}`).second(asking);
    kinds.push(answered.ok ? 'ok' : answered.fault.kind);
  }
  expect(kinds[0]).toBe('ok');
  expect(kinds.at(-1)).toBe('over-budget');
});

test.each<[what: string, env: object, own: typeof prompts, says: RegExp]>([
  ['none is named', {}, prompts, /^no model is configured; set HANDRAIL_MODEL_DRIVER=openai/],
  ['one without a key', { HANDRAIL_MODEL_DRIVER: 'openai', HANDRAIL_MODEL_NAME: 'x' }, prompts, /^HANDRAIL_MODEL_KEY is missing/],
  ['one that is a binding', { HANDRAIL_MODEL_DRIVER: 'workers-ai' }, prompts, /^AI is missing: the binding of Workers AI/],
  [
    'no prompts',
    { HANDRAIL_MODEL_DRIVER: 'openai', HANDRAIL_MODEL_NAME: 'x', HANDRAIL_MODEL_KEY: 'k' },
    null,
    /^the policy has no prompts/,
  ],
])('refuses in one line: %s', async (_, variables, own, says) => {
  const model = await envModel(variables, { prompts: own, model: null });
  expect(model).toEqual({ ok: false, problem: expect.stringMatching(says) });
  expect(model.ok || model.problem.split('\n')).toHaveLength(1);
});
