import { expect, test } from 'vitest';
import { driverLine, modelVars } from '../../../worker/local/driver-line.ts';

const key = 'sk-local-1234567890';
const openai = { HANDRAIL_MODEL_DRIVER: 'openai', HANDRAIL_MODEL_NAME: 'gpt-4.1-mini', HANDRAIL_MODEL_KEY: key };

test('one line says what is active and how to get a model', () => {
  const line = driverLine({});
  expect(line).toContain(
    'embed static vectors (English) · search in the worker, by meaning and words · model none (set HANDRAIL_MODEL_DRIVER=openai',
  );
  expect(line).not.toContain('\n');
});

test('a model is named with its host, and never with its key', () => {
  expect(driverLine(openai)).toContain('· model openai gpt-4.1-mini at api.openai.com, costs not counted ·');
  const own = { ...openai, HANDRAIL_MODEL_URL: 'http://127.0.0.1:11434/v1', HANDRAIL_MODEL_PRICE_IN: '0', HANDRAIL_MODEL_PRICE_OUT: '0' };
  expect(driverLine(own)).toContain('· model openai gpt-4.1-mini at 127.0.0.1:11434 ·');
  expect(driverLine(openai) + driverLine(own)).not.toContain(key);
});

test('what is wrong with the settings is said there', () => {
  expect(driverLine({ HANDRAIL_MODEL_DRIVER: 'openai', HANDRAIL_MODEL_KEY: key })).toContain(
    '· model none, because HANDRAIL_MODEL_NAME is missing:',
  );
  expect(driverLine({ HANDRAIL_MODEL_DRIVER: 'workers-ai' })).toContain('· model none, because AI is missing: the binding of Workers AI');
});

test('only what names a model is taken from the terminal, and only what is set', () => {
  expect(
    modelVars({
      ...openai,
      HANDRAIL_MODEL_URL: '',
      HANDRAIL_SECRET: 'x',
      PATH: '/bin',
      HANDRAIL_EMBED: 'openai',
      HANDRAIL_MODEL_X: undefined,
    }),
  ).toEqual(openai);
});
