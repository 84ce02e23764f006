import { expect, test } from 'vitest';
import { readBody } from '../../../worker/release/read-body.ts';

const bytes = Uint8Array.from({ length: 200_000 }, (_, i) => i % 251);
const read = async (size: number, sent = bytes) => {
  const { body } = new Response(sent);
  if (!body) throw new Error('no body');
  const into = new Uint8Array(size);
  return (await readBody(body, into)) ? into : null;
};

test('reads a body of the stated size, also an empty one', async () => {
  expect(await read(bytes.length)).toEqual(bytes);
  expect(await read(10, bytes.slice(0, 10))).toEqual(bytes.slice(0, 10));
  expect(await read(0, bytes.slice(0, 0))).toEqual(new Uint8Array());
});

test.each([0, 1, 65_536, bytes.length - 1, bytes.length + 1])('a body of another size than %d is none', async (size) => {
  expect(await read(size)).toBeNull();
});
