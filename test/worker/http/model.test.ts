import { env } from 'cloudflare:workers';
import { beforeAll, expect, it } from 'vitest';
import { type ModelReport, modelReportSchema } from '../../../worker/desk/model-schema.ts';
import { api, json, makeSite, signIn } from '../fixture.ts';

const AI = { run: async () => Response.json({ response: {} }) };
Object.assign(env, { AI, HANDRAIL_MODEL_DRIVER: 'workers-ai', HANDRAIL_MODEL_NAME: '@cf/small' });

let site: string;
beforeAll(async () => {
  site = await makeSite();
});

const read = async (cookie?: string) => api('/desk/model', { headers: cookie === undefined ? {} : { Cookie: cookie } });
const report = async (of: string, person = 'marta'): Promise<ModelReport> =>
  modelReportSchema.parse(await json(await read((await signIn(of, person)).cookie)));

it('tells leads and admins which model there is, how it is, and what the day has cost of its budget', async () => {
  const of = { tokens: 2_000_000, micros: 20_000_000 };
  const today = env.QUOTA.getByName(`${site}/model-day/${new Date().toISOString().slice(0, 10)}`);
  await today.spend(of, { tokens: 1_234, micros: 0 }, 60_000);
  const told = await report(site);
  expect(told).toEqual({
    name: 'workers-ai @cf/small',
    installed: true,
    breaker: 'closed',
    spent: { tokens: 1_234, money: 0 },
    priced: false,
    budget: { tokens: 2_000_000, money: 20 },
    heldBack: 'unmeasured',
    measured: null,
  });
  expect(await report(site, 'jonas')).toEqual(told);
});

it('says that nothing is asked where the release has no prompts', async () => {
  const other = await makeSite({}, (policy) => ({ ...policy, prompts: null }));
  expect(await report(other)).toMatchObject({ name: 'none (the release has no prompts)', installed: false, spent: null });
});

it('tells nobody else', async () => {
  expect((await read()).status).toBe(401);
  expect((await read((await signIn(site, 'priya')).cookie)).status).toBe(403);
});
