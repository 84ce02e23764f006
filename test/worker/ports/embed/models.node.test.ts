import { expect, test } from 'vitest';
import { mismatch, nameOf, openaiModel, workersAiModels } from '../../../../worker/ports/embed/models.ts';

test('knows the dimensions of its models', () => {
  expect(openaiModel('text-embedding-3-small', undefined)).toMatchObject({ dimensions: 1_536, shortened: false });
  expect(openaiModel('text-embedding-3-large', 1_024)).toMatchObject({ dimensions: 1_024, shortened: true });
  expect(openaiModel('BAAI/bge-m3', 1_024)).toMatchObject({ dimensions: 1_024, shortened: false, prompt: null });
  expect(Object.values(workersAiModels).map(({ dimensions }) => dimensions)).toEqual([1_024, 384, 768, 1_024]);
});

test('says in words what cannot be', () => {
  expect(openaiModel('BAAI/bge-m3', undefined)).toMatch(/HANDRAIL_EMBED_DIMENSIONS is missing/);
  expect(openaiModel('text-embedding-3-small', 3_072)).toMatch(/is 3072, but text-embedding-3-small has 1536/);
  expect(openaiModel('text-embedding-ada-002', 512)).toMatch(/cannot be shortened/);
});

test('knows which open models were trained with prompts', () => {
  const prompted = (id: string) => {
    const model = openaiModel(id, 384);
    return typeof model === 'object' && model.prompt !== null;
  };
  expect(['intfloat/e5-small-v2', 'multilingual-e5-large', 'nomic-embed-text:v1.5', 'nomic-ai/nomic-embed-text-v1'].map(prompted)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['text-embedding-3-small', 'BAAI/bge-small-en-v1.5', 'gte-small', 'some5-small'].map(prompted)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test('everything that makes vectors incomparable is in the name', () => {
  const names = [
    openaiModel('m', 384),
    openaiModel('m', 385),
    openaiModel('n', 384),
    openaiModel('e5-small', 384),
    { ...workersAiModels['@cf/baai/bge-small-en-v1.5'], model: 'm', pooling: 'mean' as const },
  ].map((model) => (typeof model === 'object' ? nameOf('openai', model) : model));
  expect(new Set(names).size).toBe(5);
  expect(names[3]).toBe('openai e5-small 384 provider prompted');
});

test('vectors of two embedders do not meet', () => {
  expect(mismatch('workers-ai m 384 cls', 'workers-ai m 384 cls')).toBeNull();
  expect(mismatch('workers-ai m 384 cls', 'workers-ai m 384 mean')).toMatch(
    /made with the embedder "workers-ai m 384 cls".*"workers-ai m 384 mean"/,
  );
});
