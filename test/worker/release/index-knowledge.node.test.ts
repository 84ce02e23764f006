import { expect, test } from 'vitest';
import type { Embedder, EmbedKind } from '../../../worker/ports/embed/port.ts';
import { fault } from '../../../worker/ports/fault.ts';
import { SURFACE } from '../../../worker/ports/search/surface.ts';
import { plainScan } from '../../../worker/ports/search/vectors.ts';
import { indexKnowledge, type Source } from '../../../worker/release/index-knowledge.ts';
import { article } from '../../kb/samples.ts';
import { policy } from '../../policy/samples.ts';
import { unitsIn } from '../ports/search/samples.ts';

const articles = [
  article('times', ['how long does delivery take', 'when does my package arrive']),
  article('returns', ['can I return boots'], 'Thirty days.'),
  article('plazos', ['cuánto tarda el envío'], 'Tres días.', { locale: 'es' }),
];
const foreign = { en: ['how high is the Eiffel Tower'], es: ['qué hora es'] };
const source = (over: Partial<Source> = {}): Source => ({
  articles,
  synonyms: { en: [['parcel', 'package']] },
  foreign,
  matrix: policy().matrix,
  ...over,
});

/** Embeds a text as its length; says what it was asked, and fails when told to. */
function embedder(locales?: readonly string[], fails: (texts: readonly string[], kind: EmbedKind) => boolean = () => false) {
  const asked: { texts: readonly string[]; kind: EmbedKind }[] = [];
  const made: Embedder = {
    name: 'lengths 2',
    dimensions: 2,
    ...(locales && { locales }),
    async embed(texts, kind) {
      asked.push({ texts, kind });
      if (fails(texts, kind)) return { ok: false, fault: fault('unavailable', 'no answer') };
      return { ok: true, vectors: texts.map(({ length }) => Int8Array.of(length, 1)) };
    },
  };
  return { made, asked };
}
const run = (from: Source, made: Embedder | null, progress: (line: string) => void = () => {}) =>
  indexKnowledge(from, { embedder: made, makeScan: plainScan, progress });

test('gives an index and a calibration for each language, trained, with the budgets of the policy', async () => {
  const { matrix } = policy();
  const areas = matrix.areas.map((area) => (area.id === 'refunds' ? { ...area, max_wrong_answer_rate: 0.01 } : area));
  const { made } = embedder();
  const { indexes, calibrations } = await run(source({ matrix: { ...matrix, areas } }), made);
  expect(indexes.map(({ locale, maker, dimensions }) => [locale, maker, dimensions])).toEqual([
    ['en', 'lengths 2', 2],
    ['es', 'lengths 2', 2],
  ]);
  expect(calibrations.map(({ locale, maker }) => [locale, maker])).toEqual([
    ['en', 'lengths 2'],
    ['es', 'lengths 2'],
  ]);
  expect(indexes[0]?.landmarks.length).toBe(5);
  for (const { thresholds, outOfScopeShare, confidence } of calibrations) {
    expect(thresholds.map(({ budget }) => budget)).toEqual([0.01, 0.02]);
    expect([outOfScopeShare, confidence]).toEqual([0.15, 0.8]);
  }
});

test('embeds units as documents and questions of the world as questions, as the search reads them', async () => {
  const { made, asked } = embedder();
  await run(source(), made);
  const of = (kind: EmbedKind) => asked.filter((call) => call.kind === kind).map(({ texts }) => texts);
  expect(of('document')[0]).toContain('when does my parcel arrive');
  expect(of('query')).toEqual([['how high is the eiffel tower'], ['qué hora es']]);
  const [index] = (await run(source(), made)).indexes;
  const units = index ? unitsIn(index, source().articles) : [];
  expect(index && [...index.vectors]).toEqual(units.flatMap(({ text }) => [text.replace('package', 'parcel').length, 1]));
});

test('a language that the embedder does not know has vectors of letters, and nobody embeds its questions', async () => {
  const { made, asked } = embedder(['en']);
  const { indexes, calibrations } = await run(source(), made);
  expect(indexes.map(({ locale, maker }) => [locale, maker])).toEqual([
    ['en', 'lengths 2'],
    ['es', SURFACE.name],
  ]);
  expect(calibrations[1]?.maker).toBe(SURFACE.name);
  expect(asked.flatMap(({ texts }) => texts)).not.toContain('cuánto tarda el envío');
  expect(asked.flatMap(({ texts }) => texts)).not.toContain('qué hora es');
  // Its questions of the world are judged all the same.
  expect(calibrations[1]?.judged.outOfScope).toBe(1);
});

test('without an embedder all languages have vectors of letters', async () => {
  const { indexes } = await run(source(), null);
  expect(indexes.map(({ maker }) => maker)).toEqual([SURFACE.name, SURFACE.name]);
});

test.each<[string, (texts: readonly string[], kind: EmbedKind) => boolean]>([
  ['at the first call', () => true],
  ['for one language only', (texts) => texts.includes('cuánto tarda el envío')],
  ['for the questions of the world', (_, kind) => kind === 'query'],
])('an embedder that fails %s means no release', async (_, fails) => {
  await expect(run(source(), embedder(undefined, fails).made)).rejects.toThrow('the embedder failed: no answer');
});

test('embeds in calls of a thousand, keeps their order, and says how far it is', async () => {
  const ways = (i: number) => Array.from({ length: 18 }, (_, q) => `${'x'.repeat(i + 1)} ${q}`);
  const many = Array.from({ length: 60 }, (_, i) => article(`a${i}`, ways(i), 'Words.'));
  const { made, asked } = embedder();
  const said: string[] = [];
  const { indexes } = await run(source({ articles: many, foreign: {}, synonyms: {} }), made, (line) => said.push(line));
  expect(asked.map(({ texts }) => texts.length)).toEqual([1_000, 60 * 20 - 1_000]);
  const [index] = indexes;
  const units = index ? unitsIn(index, many) : [];
  expect(units.map((_, u) => index?.vectors[2 * u])).toEqual(units.map(({ text }) => text.length));
  expect(said).toEqual(['en: 1000 of 1200 texts embedded', 'en: 1200 of 1200 texts embedded', 'en: judging 1080 questions']);
});

test('knowledge without articles has no index', async () => {
  expect(await run(source({ articles: [] }), embedder().made)).toEqual({ indexes: [], calibrations: [] });
});
