import { expect, test } from 'vitest';
import { z } from 'zod';
import { readSource, validate } from '../../../policy/check/source.ts';

const text = `id: a
list:
  - one
  - two
block: >-
  first part &&

  second part
deep:
  key: value
`;
const source = readSource('x.yaml', text);

test('knows the line of everything', () => {
  expect(source.line(['id'])).toBe(1);
  expect(source.line(['list'])).toBe(2);
  expect(source.line(['list', 1])).toBe(4);
  expect(source.line(['deep', 'key'])).toBe(10);
});

test('knows the line of an offset in a block', () => {
  expect(source.line(['block'], 0)).toBe(6);
  expect(source.line(['block'], 'first part && second'.indexOf('second'))).toBe(8);
});

test('takes the nearest thing around what is not there', () => {
  expect(source.line(['deep', 'other'])).toBe(9);
  expect(source.line(['nothing'])).toBe(1);
  expect(readSource('x.yaml', '').line(['a'])).toBe(1);
});

test('finds words below each other', () => {
  expect(source.find(['list', 'two'])).toBe(4);
  expect(source.find(['nowhere'])).toBe(1);
});

test('names every fault of YAML with its line', () => {
  const { problems, value } = readSource('x.yaml', 'a: 1\na: 2\nb: !x 3\n');
  expect(problems.map(({ line }) => line)).toEqual([2, 3]);
  expect(value).toBeNull();
});

test('of two forms the closer one says what is wrong', () => {
  const schema = z.union([
    z.strictObject({ id: z.string(), one: z.string() }),
    z.strictObject({ id: z.string(), two: z.int(), three: z.int() }),
  ]);
  const { problems } = validate(schema, 'x.yaml', readSource('x.yaml', 'id: a\ntwo: 1\nthree: x\n'));
  expect(problems.map(({ line, path }) => [line, path.join('.')])).toEqual([[3, 'three']]);
});
