import { expect, test } from 'vitest';
import { makeCorpus } from '../../../../../../worker/ports/embed/static/build/corpus.ts';
import { readWordnet } from '../../../../../../worker/ports/embed/static/build/wordnet.ts';

const file = (text: string) => Buffer.from(`  1 licence text | not an entry\n${text}\n`, 'latin1');
const nouns = `00001740 03 n 02 parcel 0 package 0 001 @ 00001930 n 0000 | a thing that is sent; "the parcel was sent by a carrier"
00001930 03 n 01 carrier 0 000 | who has a parcel sent
00002137 03 n 01 credit_card 0 000 | a card that is sent with credit; see Zyzzyva 1999`;
const files = new Map([
  ['dict/data.noun', file(nouns)],
  ['dict/data.verb', file('00001740 29 v 01 send 0 000 01 + 02 00 | have a thing be with who is away; "send the card"')],
  ['dict/data.adj', file('00001740 00 a 01 away(p) 0 000 | not with a thing')],
  ['dict/data.adv', file('')],
  [
    'dict/index.sense',
    Buffer.from(
      'parcel%1:06:00:: 00001740 1 7\ncredit%1:21:00:: 00009999 1 2\ncard%1:06:00:: 00009998 1 2\nsend%2:35:00:: 00001740 1 30\n',
    ),
  ],
]);

test('takes definitions and examples apart, and words by kind, the usual ones first', () => {
  const words = readWordnet(files);
  expect(words.examples).toEqual(['the parcel was sent by a carrier', 'send the card']);
  expect(words.definitions).toEqual([
    'a thing that is sent',
    'who has a parcel sent',
    'a card that is sent with credit',
    'see Zyzzyva 1999',
    'have a thing be with who is away',
    'not with a thing',
  ]);
  expect(words.nouns).toEqual(['parcel', 'carrier', 'package'].filter((word) => words.nouns.includes(word)));
  expect(words.nouns[0]).toBe('parcel');
  expect(words.verbs).toEqual(['send']);
  expect(words.adjectives).toEqual(['away']);
  expect(words.compounds).toEqual(['credit card']);
});

test('a corpus is the same every time, of every kind of text, and of the asked size', () => {
  const words = { ...readWordnet(files), definitions: Array.from({ length: 900 }, (_, i) => `definition of thing number ${i}`) };
  const corpus = makeCorpus(words, 1_000, 4);
  expect(makeCorpus(words, 1_000, 4)).toEqual(corpus);
  expect(makeCorpus(words, 1_000, 5)).not.toEqual(corpus);
  const share = (fits: (text: string) => boolean) => corpus.filter(fits).length / corpus.length;
  expect(share((text) => /^definition of thing number \d+$/.test(text))).toBeGreaterThan(0.3);
  expect(share((text) => text.includes('. '))).toBeGreaterThan(0.05);
  expect(share((text) => /[{}]/.test(text))).toBe(0);
  expect(corpus.length).toBeLessThanOrEqual(1_000);
});

test('a package that is not WordNet is refused', () => {
  expect(() => readWordnet(new Map())).toThrow(/no file data.noun/);
});
