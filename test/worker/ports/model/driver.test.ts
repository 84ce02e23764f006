import { env } from 'cloudflare:workers';
import { expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { modelDefaults } from '../../../../policy/model.ts';
import { type Prompt, promptSchema } from '../../../../policy/prompts.ts';
import { modelPort, modelState } from '../../../../worker/ports/model/driver.ts';

const files = import.meta.glob<string>('../../../../policy/prompts/*.yaml', { query: '?raw', import: 'default', eager: true });
const prompts: Prompt[] = Object.values(files).map((text) => promptSchema.parse(parse(text, { schema: 'core' })));
const site = crypto.randomUUID();
const of = (policy: Parameters<typeof modelPort>[1]['policy'], conversation = 'c1') => ({
  site,
  conversation,
  policy,
  counters: (name: string) => env.QUOTA.getByName(name),
  at: new Date('2026-11-28T23:59:59Z'),
});
let asked = 0;
const AI = {
  async run() {
    asked++;
    return Response.json({ response: { question: 'Can I return shoes?' }, usage: { prompt_tokens: 300, completion_tokens: 10 } });
  },
};
const workersAi = { HANDRAIL_MODEL_DRIVER: 'workers-ai', AI, HANDRAIL_MODEL_PRICE_IN: '1', HANDRAIL_MODEL_PRICE_OUT: '1' };
const follow = { question: 'and shoes?', history: [] };

it('has no model without settings, with wrong ones, and with a release that has no prompts', () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  expect(modelPort({}, of({ prompts, model: null })).name).toBe('none');
  const wrong = { HANDRAIL_MODEL_DRIVER: 'openai' };
  for (let i = 0; i < 3; i++) expect(modelPort(wrong, of({ prompts, model: null })).name).toBe('none (misconfigured)');
  expect(log).toHaveBeenCalledTimes(1);
  expect(modelPort(workersAi, of({ prompts: null, model: null })).name).toBe('none (the release has no prompts)');
  log.mockRestore();
});

it('counts what a conversation and a day use, in the objects that are exact', async () => {
  const port = modelPort(workersAi, of({ prompts, model: null }));
  expect(await port.standalone(follow)).toMatchObject({ ok: true, value: 'Can I return shoes?', call: { tokensIn: 300, tokensOut: 10 } });
  const used = { tokens: 310, micros: 310 };
  expect(await env.QUOTA.getByName(`${site}/model/c1`).spent()).toEqual(used);
  expect(await env.QUOTA.getByName(`${site}/model-day/2026-11-28`).spent()).toEqual(used);
});

it('asks nothing over the budget of the day, in any conversation', async () => {
  const before = asked;
  const model = { ...modelDefaults, budget: { conversation: { tokens: 100, money: 1 }, day: { tokens: 100, money: 1 } } };
  const port = modelPort(workersAi, of({ prompts, model }, 'c2'));
  expect(await port.standalone(follow)).toMatchObject({ ok: false, fault: { kind: 'over-budget' }, call: { tries: 0, sent: '' } });
  expect(asked).toBe(before);
});

it('says how it is: name, breaker, and what the day has cost', async () => {
  const own = { site, at: new Date('2026-11-28T12:00:00Z'), spentOf: (name: string) => env.QUOTA.getByName(name).spent() };
  expect(await modelState({}, own)).toEqual({ name: 'none', breaker: null, day: null, priced: false });
  const name = 'workers-ai @cf/meta/llama-3.3-70b-instruct-fp8-fast';
  expect(await modelState(workersAi, own)).toEqual({ name, breaker: 'closed', day: { tokens: 310, micros: 310 }, priced: true });
});
