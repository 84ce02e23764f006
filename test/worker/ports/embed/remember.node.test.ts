import { expect, test } from 'vitest';
import { remembering } from '../../../../worker/ports/embed/remember.ts';

function counting() {
  const asked: string[][] = [];
  const embed = async (texts: readonly string[]) => {
    asked.push([...texts]);
    return texts.map((text) => Int8Array.of(text.length));
  };
  return { asked, port: remembering({ name: 'counting', embed }) };
}

test('a text is embedded once, also when asked for twice at a time', async () => {
  const { asked, port } = counting();
  const [one, two] = await Promise.all([port.embed(['where is it']), port.embed(['where is it'])]);
  expect(one).toEqual(two);
  expect(await port.embed(['where is it'])).toEqual([Int8Array.of(11)]);
  expect(asked).toEqual([['where is it']]);
});

test('another text and several together are asked for as they come, under the same name', async () => {
  const { asked, port } = counting();
  await port.embed(['a']);
  await port.embed(['a', 'b']);
  expect(asked).toEqual([['a'], ['a', 'b']]);
  expect(port.name).toBe('counting');
});
