import { expect, test } from 'vitest';
import { z } from 'zod';
import { readJson } from '../../../worker/release/read-json.ts';

const schema = z.strictObject({ n: z.int() });
const read = (text: string) => readJson(schema, new TextEncoder().encode(text));

test('gives what fits', () => {
  expect(read('{"n": 1}')).toEqual({ ok: true, value: { n: 1 } });
});

test('says what is wrong, in words that follow its name', () => {
  expect(read('{"n": 1')).toEqual({ ok: false, problem: 'is not JSON' });
  expect(read('')).toEqual({ ok: false, problem: 'is not JSON' });
  expect(readJson(schema, Uint8Array.of(255))).toEqual({ ok: false, problem: 'is not JSON' });
  expect(read('{"n": 1, "m": 2}')).toMatchObject({ ok: false, problem: expect.stringMatching(/^does not fit: .*m/) });
});
