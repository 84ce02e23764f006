import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { configuredTools } from '../../../worker/local/embedder.ts';
import { assemble, readPolicy } from '../../../worker/release/build.ts';
import { type OpenAiServer, openaiServer } from '../../contract/servers/openai.ts';
import { article } from '../../kb/samples.ts';
import { withoutExamples } from '../../policy/samples.ts';

const articles = [
  article('delivery', ['how long does delivery take', 'when do parcels arrive']),
  article('returns', ['can I return boots', 'how do I send something back']),
];
let server: OpenAiServer;
let env: Record<string, string>;
beforeAll(async () => {
  server = await openaiServer({ key: 'sk-local', dimensions: 64 });
  env = {
    HANDRAIL_EMBED: 'openai',
    HANDRAIL_EMBED_MODEL: 'm',
    HANDRAIL_EMBED_DIMENSIONS: '64',
    HANDRAIL_EMBED_BASE_URL: `${server.url}/v1`,
    HANDRAIL_EMBED_KEY: 'sk-local',
  };
});
afterAll(() => server.close());
afterEach(() => server.reset());

test('a release is embedded, indexed and calibrated with the embedder of the environment', async () => {
  const lists = { synonyms: {}, foreign: { en: ['who won the world cup'] }, problems: [] };
  const { content } = await assemble(withoutExamples(await readPolicy('policy')), articles, { ...(await configuredTools(env)), lists });
  const maker = 'openai m 64 provider';
  expect(content.indexes.map((index) => [index.maker, index.dimensions])).toEqual([[maker, 64]]);
  expect(content.calibrations.map((calibration) => calibration.maker)).toEqual([maker]);
  const texts = server.inputs().flat();
  for (const text of ['how long does delivery take', 'when do parcels arrive', 'who won the world cup']) expect(texts).toContain(text);
});

test('an embedder that fails ends the build: half a release is none', async () => {
  server.script([], { status: 401 });
  const building = assemble(withoutExamples(await readPolicy('policy')), articles, await configuredTools(env));
  await expect(building).rejects.toThrow(/the embedder failed: .*does not accept our key \(401\)/);
});

test('nothing set is the encoder that ships with the project', async () => {
  expect(await configuredTools({ HANDRAIL_EMBED: '', PATH: '/bin' })).toEqual({});
});

test('who searches the vectors is no matter here', async () => {
  expect((await configuredTools({ ...env, HANDRAIL_SEARCH: 'vectorize' })).embedder?.name).toBe('openai m 64 provider');
});

test('what a command line cannot do is refused with what to do instead', async () => {
  await expect(configuredTools({ HANDRAIL_EMBED: 'workers-ai' })).rejects.toThrow(/a command line has none.*HANDRAIL_EMBED=openai/s);
  await expect(configuredTools({ HANDRAIL_EMBED: 'openai' })).rejects.toThrow(
    /HANDRAIL_EMBED_MODEL is missing.*HANDRAIL_EMBED_KEY is missing/s,
  );
  await expect(configuredTools({ HANDRAIL_EMBED: 'word2vec' })).rejects.toThrow(/HANDRAIL_EMBED is unknown/);
});
