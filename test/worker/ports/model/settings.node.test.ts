import { expect, test } from 'vitest';
import { readModelSettings } from '../../../../worker/ports/model/settings.ts';

const AI = { run: async () => new Response() };
const openai = { HANDRAIL_MODEL_DRIVER: 'openai', HANDRAIL_MODEL_NAME: 'gpt-4.1-mini', HANDRAIL_MODEL_KEY: 'sk-1' };

test('nothing set, or only a key: no model', () => {
  for (const env of [{}, { HANDRAIL_MODEL_DRIVER: '' }, { HANDRAIL_MODEL_DRIVER: 'none' }, { HANDRAIL_MODEL_KEY: 'sk-1' }, { AI }])
    expect(readModelSettings(env)).toEqual({ ok: true, settings: { driver: 'none' } });
});

test('an OpenAI-compatible service, with and without address and prices', () => {
  const base = { driver: 'openai', model: 'gpt-4.1-mini', apiKey: 'sk-1' };
  expect(readModelSettings(openai)).toEqual({ ok: true, settings: { ...base, baseUrl: undefined, prices: null } });
  const more = { HANDRAIL_MODEL_URL: 'http://127.0.0.1:11434/v1', HANDRAIL_MODEL_PRICE_IN: '0.4', HANDRAIL_MODEL_PRICE_OUT: '1.6' };
  expect(readModelSettings({ ...openai, ...more })).toEqual({
    ok: true,
    settings: { ...base, baseUrl: 'http://127.0.0.1:11434/v1', prices: { in: 0.4, out: 1.6 } },
  });
});

test('Workers AI has a model of its own and a binding', () => {
  const name = '@cf/meta/llama-3.3-70b-instruct-fp8-fast';
  expect(readModelSettings({ HANDRAIL_MODEL_DRIVER: 'workers-ai', AI })).toEqual({
    ok: true,
    settings: { driver: 'workers-ai', model: name, ai: AI, prices: null },
  });
});

test.each<[what: string, env: object, problems: RegExp[]]>([
  ['an unknown driver', { HANDRAIL_MODEL_DRIVER: 'gpt' }, [/^HANDRAIL_MODEL_DRIVER is unknown: "openai", "workers-ai"/]],
  ['everything missing', { HANDRAIL_MODEL_DRIVER: 'openai' }, [/HANDRAIL_MODEL_NAME is missing/, /HANDRAIL_MODEL_KEY is missing/]],
  ['a name without a driver', { HANDRAIL_MODEL_NAME: 'x' }, [/HANDRAIL_MODEL_NAME is set, but HANDRAIL_MODEL_DRIVER does not say/]],
  ['no address', { ...openai, HANDRAIL_MODEL_URL: 'host/v1' }, [/HANDRAIL_MODEL_URL is no address/]],
  [
    'an open address',
    { ...openai, HANDRAIL_MODEL_URL: 'http://model.example/v1' },
    [/HANDRAIL_MODEL_URL is no address that a key may be sent to/],
  ],
  ['a key with a space', { ...openai, HANDRAIL_MODEL_KEY: 'a b' }, [/^HANDRAIL_MODEL_KEY cannot be sent/]],
  ['half a price', { ...openai, HANDRAIL_MODEL_PRICE_IN: '1' }, [/belong together/]],
  [
    'a price that is none',
    { ...openai, HANDRAIL_MODEL_PRICE_IN: 'free', HANDRAIL_MODEL_PRICE_OUT: '1' },
    [/HANDRAIL_MODEL_PRICE_IN is no price/],
  ],
  ['no binding', { HANDRAIL_MODEL_DRIVER: 'workers-ai' }, [/^AI is missing: the binding of Workers AI/]],
  ['a binding that is none', { HANDRAIL_MODEL_DRIVER: 'workers-ai', AI: {} }, [/^AI is no binding/]],
  ['a model of others', { HANDRAIL_MODEL_DRIVER: 'workers-ai', AI, HANDRAIL_MODEL_NAME: 'gpt-4.1' }, [/begin with @cf\/ or @hf\//]],
  [
    'an address for a binding',
    { HANDRAIL_MODEL_DRIVER: 'workers-ai', AI, HANDRAIL_MODEL_URL: 'https://x.example/v1' },
    [/Workers AI has a binding/],
  ],
])('%s is said, without the key', (_, env, problems) => {
  const read = readModelSettings(env);
  const said = read.ok ? [] : read.problems;
  expect(said).toHaveLength(problems.length);
  problems.forEach((problem, i) => void expect(said[i]).toMatch(problem));
  expect(said.join()).not.toContain('sk-1');
});
