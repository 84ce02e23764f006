import { expect, test } from 'vitest';
import { featuresOf, WIDTH } from '../../../../worker/turn/classify/features.ts';
import type { Reading, TriageModel } from '../../../../worker/turn/classify/model.ts';
import { readScores } from '../../../../worker/turn/classify/read.ts';

const reading: Reading = {
  bias: -1.5,
  step: 0.1,
  slope: 8,
  offset: 0,
  threshold: 0,
  judged: { found: 1, ordinary: 0, near: 0 },
};

function model(): TriageModel {
  const words = new Int8Array(WIDTH);
  for (const text of ['fire', 'flame', 'burned']) for (const place of featuresOf(text).at) words[place] = 40;
  const meaning = new Int8Array(WIDTH + 1);
  meaning[WIDTH] = 100;
  return {
    maker: 'test 1',
    dimensions: 1,
    locales: ['en'],
    labels: [{ id: 'safety', words: reading, meaning: reading }],
    words,
    meaning,
  };
}

function port(says: (text: string) => number | null, name = 'test 1') {
  const asked: string[] = [];
  const embed = async (texts: readonly string[]) => {
    asked.push(...texts);
    const said = says(texts[0] ?? '');
    return said === null ? null : [Int8Array.of(said)];
  };
  return { asked, embed: { name, embed } };
}

const long = `${'We bought this set in spring and liked its colour and the handy bag that came with it. '.repeat(4)}Then a flame burned the fire blanket.`;
const ask = (question: string, { embed }: ReturnType<typeof port>, language = 'en') =>
  readScores({ model: model(), embed, embeddable: null, question, language });

test('the vector of the whole message decides where there is one', async () => {
  const hot = port(() => 100);
  expect((await ask('anything at all', hot)).get('safety')?.matched).toBe(true);
  expect(hot.asked).toEqual(['anything at all']);
});

test('words decide in another language, with another embedder, and when it fails', async () => {
  const german = port(() => 100);
  expect((await ask('fire', german, 'de')).get('safety')?.matched).toBe(true);
  expect(german.asked).toEqual([]);
  const other = port(() => 100, 'other');
  expect((await ask('parcel', other)).get('safety')?.matched).toBe(false);
  expect(other.asked).toEqual([]);
  expect(
    (
      await ask(
        'fire',
        port(() => null),
      )
    ).get('safety')?.matched,
  ).toBe(true);
  const broken = { name: 'test 1', embed: () => Promise.reject(new Error('down')) };
  expect((await ask('fire', { asked: [], embed: broken })).get('safety')?.matched).toBe(true);
});

test('one sentence of a long message is enough', async () => {
  const calm = port((text) => (text.length < 120 && text.includes('flame') ? 100 : -100));
  expect((await ask(long, calm)).get('safety')?.matched).toBe(true);
  expect(calm.asked.at(-1)).toContain('flame burned');
});

test('a long message without a suspicious sentence costs one vector', async () => {
  const calm = port(() => -100);
  const harmless = 'We bought this set in spring and liked its colour and the handy bag that came with it. '.repeat(5);
  expect((await ask(harmless, calm)).get('safety')?.matched).toBe(false);
  expect(calm.asked).toHaveLength(1);
});
