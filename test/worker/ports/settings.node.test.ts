import { expect, test } from 'vitest';
import { readSettings } from '../../../worker/ports/settings.ts';

const ai = { run: async () => new Response() };
const index = { query: async () => ({}) };
const openai = { HANDRAIL_EMBED: 'openai', HANDRAIL_EMBED_MODEL: 'text-embedding-3-small', HANDRAIL_EMBED_KEY: 'sk-1' };

const settings = (env: object) => {
  const read = readSettings(env);
  if (!read.ok) throw new Error(read.problems.join(' '));
  return read.settings;
};
const problems = (env: object): string[] => {
  const read = readSettings(env);
  return read.ok ? [] : read.problems;
};

test('nothing set is the embedded drivers, also beside other variables and empty ones', () => {
  const embedded = { embed: { driver: 'embedded' }, search: { driver: 'embedded' } };
  expect(settings({})).toEqual(embedded);
  expect(settings({ HANDRAIL_SECRET: 'x', HANDRAIL_EMBED: '', HANDRAIL_SEARCH: '', AI: ai, VECTORIZE: index })).toEqual(embedded);
});

test('reads a whole configuration', () => {
  expect(settings({ HANDRAIL_EMBED: 'workers-ai', AI: ai }).embed).toEqual({
    driver: 'workers-ai',
    ai,
    model: '@cf/baai/bge-m3',
    dimensions: 1_024,
  });
  expect(settings({ ...openai, HANDRAIL_SEARCH: 'vectorize', VECTORIZE: index })).toMatchObject({
    embed: { driver: 'openai', apiKey: 'sk-1', dimensions: 1_536, model: { model: 'text-embedding-3-small' } },
    search: { driver: 'vectorize', index, dimensions: 1_536 },
  });
  const own = {
    ...openai,
    HANDRAIL_EMBED_MODEL: 'm',
    HANDRAIL_EMBED_DIMENSIONS: '384',
    HANDRAIL_EMBED_BASE_URL: 'http://localhost:11434/v1',
  };
  expect(settings(own).embed).toMatchObject({ dimensions: 384, baseUrl: 'http://localhost:11434/v1' });
});

test('every missing key is named at once', () => {
  expect(problems({ HANDRAIL_EMBED: 'openai', HANDRAIL_SEARCH: 'vectorize' })).toEqual([
    expect.stringContaining('HANDRAIL_EMBED_MODEL is missing'),
    expect.stringContaining('HANDRAIL_EMBED_KEY is missing'),
    expect.stringContaining('VECTORIZE is missing'),
  ]);
  expect(problems({ HANDRAIL_EMBED: 'workers-ai' })).toEqual([expect.stringContaining('AI is missing')]);
  expect(problems({ HANDRAIL_SEARCH: 'vectorize' })).toEqual([
    expect.stringContaining('VECTORIZE is missing'),
    expect.stringContaining('HANDRAIL_EMBED is missing'),
  ]);
  expect(problems({ ...openai, HANDRAIL_EMBED_MODEL: 'unknown' })).toEqual([
    expect.stringContaining('HANDRAIL_EMBED_DIMENSIONS is missing'),
  ]);
});

test('unknown and impossible values are refused in words, each once', () => {
  const cases: [env: object, said: RegExp[]][] = [
    [{ HANDRAIL_EMBED: 'cohere' }, [/HANDRAIL_EMBED is unknown: "workers-ai", "openai"/]],
    [{ HANDRAIL_EMBED: 'Workers-AI', AI: ai }, [/HANDRAIL_EMBED is unknown/]],
    [{ HANDRAIL_SEARCH: 'pinecone' }, [/HANDRAIL_SEARCH is unknown/]],
    [{ HANDRAIL_EMBED: 'workers-ai', AI: ai, HANDRAIL_EMBED_MODEL: '@cf/meta/llama' }, [/MODEL is unknown: @cf\/baai\/bge-m3, /]],
    [{ HANDRAIL_EMBED: 'workers-ai', AI: ai, HANDRAIL_EMBED_DIMENSIONS: '384' }, [/is 384, but @cf\/baai\/bge-m3 has 1024/]],
    [{ HANDRAIL_EMBED: 'workers-ai', AI: ai, HANDRAIL_EMBED_BASE_URL: 'https://a.example' }, [/BASE_URL is for HANDRAIL_EMBED=openai/]],
    [{ HANDRAIL_EMBED: 'workers-ai', AI: 'yes' }, [/AI is no binding/]],
    [{ ...openai, HANDRAIL_EMBED_DIMENSIONS: '12.5' }, [/DIMENSIONS is no whole number/]],
    [{ ...openai, HANDRAIL_EMBED_DIMENSIONS: 'many', HANDRAIL_EMBED_MODEL: 'm' }, [/DIMENSIONS is no whole number/]],
    [{ ...openai, HANDRAIL_EMBED_DIMENSIONS: '3072' }, [/is 3072, but text-embedding-3-small has 1536/]],
    [{ ...openai, HANDRAIL_EMBED_MODEL: 'a b' }, [/MODEL is no model name/]],
    [{ ...openai, HANDRAIL_EMBED_KEY: 'sk-1\nx-evil: 1' }, [/KEY cannot be sent/]],
    [{ HANDRAIL_EMBED_MODEL: 'm', HANDRAIL_EMBED_DIMENSIONS: '2' }, [/MODEL is set, but/, /DIMENSIONS is set, but/]],
    [
      { ...openai, HANDRAIL_EMBED_MODEL: 'text-embedding-3-large', HANDRAIL_SEARCH: 'vectorize', VECTORIZE: index },
      [/3072 dimensions, Vectorize takes 1536/],
    ],
  ];
  for (const [env, said] of cases) {
    const found = problems(env);
    expect(found, JSON.stringify(env)).toHaveLength(said.length);
    said.forEach((words, i) => {
      expect(found[i]).toMatch(words);
    });
  }
});

test('a key goes only where nobody can read it on the way', () => {
  const at = (HANDRAIL_EMBED_BASE_URL: string) => problems({ ...openai, HANDRAIL_EMBED_BASE_URL }).length;
  for (const url of ['https://api.example/v1', 'http://127.0.0.1:8080/v1', 'http://localhost/v1', 'http://[::1]:1/v1'])
    expect(at(url), url).toBe(0);
  for (const url of [
    'http://api.example/v1',
    'ftp://a',
    'nonsense',
    'https://u:p@api.example',
    'https://a.example?k=1',
    'http://localhost.example',
  ])
    expect(at(url), url).toBe(1);
});

test('no problem repeats a value', () => {
  expect(
    problems({ ...openai, HANDRAIL_EMBED_KEY: 'sk-secret \n', HANDRAIL_EMBED_BASE_URL: 'https://u:hidden@a.example' }).join(),
  ).not.toMatch(/sk-secret|hidden/);
});
