import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildIndexes, type KnowledgeIndex } from '../../../worker/ports/search/knowledge-index.ts';
import { plainScan } from '../../../worker/ports/search/vectors.ts';
import { encodeChecks } from '../../../worker/release/checks.ts';
import { decodeRelease, encodeRelease, type ReleaseContent, releaseHash } from '../../../worker/release/format.ts';
import { train } from '../../../worker/release/judge.ts';
import { article } from '../../kb/samples.ts';
import { policy, topic } from '../../policy/samples.ts';
import { calibrationOf } from '../turn/samples.ts';

const contentOf = (articles: ReleaseContent['articles'], over: Partial<ReleaseContent['policy']> = {}): ReleaseContent => {
  const indexes = buildIndexes(articles, {}).map((index) => train(index, articles, {}, plainScan, []).index);
  return {
    policy: policy(over),
    articles,
    synonyms: { en: [['parcel', 'package']] },
    calibrations: indexes.map((index) => calibrationOf(index)),
    indexes,
    triage: null,
  };
};
const content = contentOf([
  article('delivery', ['how long does delivery take', '¿cuánto tarda? 😀'], 'Three days.'),
  article('returns', ['send back'], 'Thirty days, \u202eof course.'),
  article('plazos', ['cuánto tarda'], 'Tres días.', { locale: 'es' }),
]);
const bytes = encodeRelease(content);
const problem = (file: Uint8Array) => {
  const decoded = decodeRelease(file);
  return decoded.ok ? null : decoded.problem;
};
const changed = (at: number, value: number) => {
  const copy = new Uint8Array(bytes);
  copy[at] = value;
  return copy;
};

test('reads back what was written', () => {
  expect(decodeRelease(bytes)).toEqual({ ok: true, content });
});

test('holds what its gate asks at its end, as the bytes they were, and none where there is nothing to ask', () => {
  const checks = encodeChecks({ cases: [{ rule: 'may-speak', outcome: 'answer', name: 'ü.json', facts: {} }], golden: [] });
  const asking = encodeRelease({ ...content, checks });
  expect(decodeRelease(asking)).toEqual({ ok: true, content: { ...content, checks } });
  const end = 8 * Math.ceil(checks.length / 8);
  // The number sections before it are the same, wherever the longer description has moved them.
  expect(asking.subarray(-end - 64, -end)).toEqual(bytes.subarray(-64));
  expect(problem(asking.subarray(0, -8))).toContain('stated size');
});

test('reads back any content', () => {
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
  const articles = fc
    .uniqueArray(fc.tuple(fc.string({ minLength: 1, maxLength: 20 }), fc.array(text, { maxLength: 3 }), text), {
      selector: ([id]) => id,
      maxLength: 5,
    })
    .map((rows) => rows.map(([id, questions, words]) => article(id, questions, words)));
  fc.assert(
    fc.property(articles, text, (some, title) => {
      const written = contentOf(some, { topics: [topic('moon', { title, patterns: { en: ['moon'] } })] });
      expect(decodeRelease(encodeRelease(written))).toEqual({ ok: true, content: written });
    }),
  );
});

test('is the same bytes for the same content, and other bytes for any other', async () => {
  expect(encodeRelease(structuredClone(content))).toEqual(bytes);
  const hash = await releaseHash(bytes);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(await releaseHash(encodeRelease(structuredClone(content)))).toBe(hash);
  expect(await releaseHash(encodeRelease(contentOf(content.articles.slice(1))))).not.toBe(hash);
});

test('reads in place from the middle of a larger buffer', () => {
  for (const offset of [0, 1, 3, 8]) {
    const larger = new Uint8Array(bytes.length + offset + 5);
    larger.set(bytes, offset);
    expect(decodeRelease(larger.subarray(offset, offset + bytes.length))).toEqual({ ok: true, content });
  }
});

test('refuses a file cut anywhere, and one with more behind it', () => {
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), (length) => {
      expect(problem(bytes.subarray(0, length))).not.toBeNull();
    }),
    { numRuns: 300 },
  );
  const longer = new Uint8Array(bytes.length + 8);
  longer.set(bytes);
  expect(problem(longer)).not.toBeNull();
});

test('refuses a header with any one bit flipped', () => {
  for (let bit = 0; bit < 8 * 8; bit++) {
    expect({ bit, problem: problem(changed(bit >> 3, (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7)))) }).not.toEqual({ bit, problem: null });
  }
});

test('never throws for a damaged file, and a damaged file never keeps its name', async () => {
  const hash = await releaseHash(bytes);
  const damage = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(damage, async (flips) => {
      const copy = new Uint8Array(bytes);
      for (const [at, mask] of flips) copy[at] = (copy[at] ?? 0) ^ mask;
      fc.pre(copy.some((byte, at) => byte !== bytes[at]));
      decodeRelease(copy);
      expect(await releaseHash(copy)).not.toBe(hash);
    }),
    { numRuns: 300 },
  );
});

test('never throws for a file that is none', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (noise, named) => {
      const file = new Uint8Array(noise);
      if (named) file.set(bytes.subarray(0, Math.min(4, file.length)));
      expect(problem(file)).not.toBeNull();
    }),
    { numRuns: 300 },
  );
});

test.each<[string, Uint8Array, RegExp]>([
  ['nothing', new Uint8Array(), /too short/],
  ['another kind of file', changed(0, 0x50), /not a release/],
  ['a description that is no JSON', changed(8, 0x20), /not JSON/],
  ['a file of the version before', changed(3, 0x32), /not a release of this version/],
])('says what is wrong with %s', (_, file, message) => {
  expect(problem(file)).toMatch(message);
});

/** The file again, with one number of one section changed. */
const withIndex = (change: (index: KnowledgeIndex) => void): Uint8Array => {
  const copy = structuredClone(content);
  for (const index of copy.indexes.slice(0, 1)) change(index);
  return encodeRelease(copy);
};

test.each<[string, (index: KnowledgeIndex) => void]>([
  ['a word in a unit that does not exist', (index) => index.postings.fill(127)],
  ['words that overlap', (index) => index.postingStart.set([7, 3], 0)],
  ['words beyond the end', (index) => index.postingStart.fill(99_999, index.postingStart.length - 1)],
  ['an article that does not exist', (index) => index.articles.fill(40)],
  ['one word too many', (index) => Object.assign(index, { vocabulary: new TextEncoder().encode('zebra\n') })],
  ['one unit too many', (index) => Object.assign(index, { unitKind: Uint8Array.of(...index.unitKind, 0) })],
  ['a landmark that is no unit', (index) => index.landmarks.fill(99_999)],
  ['vectors of another length than stated', (index) => Object.assign(index, { dimensions: 255 })],
  ['weights for landmarks that are not there', (index) => Object.assign(index, { landmarks: new Uint32Array() })],
])('refuses an index with %s', (_, change) => {
  expect(problem(withIndex(change))).toMatch(/outside itself/);
});

test('refuses sections of another size than stated', () => {
  const text = new TextDecoder().decode(bytes.subarray(8));
  const at = new TextEncoder().encode(text.slice(0, text.indexOf('"sections":[') + '"sections":['.length)).length + 8;
  // One digit more or less in the first size: the file then says that it is longer than it is, or shorter.
  for (const digit of [0x31, 0x39]) if (bytes[at] !== digit) expect(problem(changed(at, digit))).toMatch(/stated size|outside itself/);
});

test('keeps the languages apart, each with its own numbers', () => {
  const decoded = decodeRelease(bytes);
  if (!decoded.ok) throw new Error(decoded.problem);
  expect(decoded.content.indexes.map(({ locale, articles }) => [locale, [...articles]])).toEqual([
    ['en', [0, 1]],
    ['es', [2]],
  ]);
  for (const index of decoded.content.indexes) expect(index.vectors.byteOffset % 8).toBe(0);
});

test('refuses a policy that the engine could not read', () => {
  const rules = [{ ...policy().rules[0], moment: 'never' }] as unknown as ReleaseContent['policy']['rules'];
  expect(problem(encodeRelease({ ...content, policy: { ...content.policy, rules } }))).toMatch(/does not fit/);
});
