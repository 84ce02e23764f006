import { expect, test } from 'vitest';
import type { Policy } from '../../../policy/bundle.ts';
import { encodeChecks } from '../../../worker/release/checks.ts';
import { type Comparable, diffReleases } from '../../../worker/release/diff.ts';
import type { TriageModel } from '../../../worker/turn/classify/model.ts';
import { article } from '../../kb/samples.ts';
import { policy, rule, topic } from '../../policy/samples.ts';
import { calibrationOf } from '../turn/samples.ts';

const release = (over: Partial<Policy> = {}, rest: Partial<Comparable> = {}): Comparable => ({
  policy: policy({ topics: [topic('parcels', { patterns: { en: ['parcel'] } })], ...over }),
  articles: [article('returns', ['how do I return it'], 'Send it back.', { title: 'Returns' })],
  calibrations: [calibrationOf({ locale: 'en', maker: 'letters' })],
  triage: null,
  checks: encodeChecks({ cases: [{ rule: 'confident', outcome: 'answer', name: 'a.json', messages: ['a'] }], golden: [] }),
  ...rest,
});
const lines = (from: Comparable, to: Comparable) =>
  diffReleases(from, to).map(({ part, change, name, detail }) => `${part} ${change} ${name}: ${detail}`);

test('a release and itself differ in nothing', () => {
  expect(diffReleases(release(), release())).toEqual([]);
});

test('matrix rows by field', () => {
  const { matrix } = policy();
  const areas = matrix.areas.map((area) => (area.id === 'refunds' ? { ...area, autonomy: 'autopilot' as const } : area));
  const changed = { ...matrix, defaults: { ...matrix.defaults, promised_minutes: 5 }, areas: areas.slice(0, 3) };
  expect(lines(release(), release({ matrix: changed }))).toEqual([
    'Matrix changed defaults: promised_minutes: 10 → 5',
    'Matrix changed refunds: autonomy: assist → autopilot',
    'Matrix removed privacy: ',
  ]);
});

test('rules with their versions, also one that was changed and kept its version', () => {
  const [first, second] = policy().rules;
  if (!first || !second) throw new Error('no rules');
  const rules = [{ ...first, version: 2, when: 'true' }, { ...second, review_by: '2027-01-01' }, rule('new-one')];
  expect(lines(release(), release({ rules }))).toEqual([
    'Rules changed may-speak: version 1 → 2; when: autonomy == "autopilot" → true',
    'Rules changed confident: still version 1; review_by: nothing → 2027-01-01',
    'Rules added new-one: ',
  ]);
  expect(lines(release({ rules }), release()).at(-1)).toBe('Rules removed new-one: ');
});

test('topics, wording by language, and refunds', () => {
  const wording = [
    { locale: 'en', texts: { ...policy().wording[0]?.texts, greeting: 'Hello you', extra: 'Extra' } },
    { locale: 'de', texts: { greeting: 'Hallo' } },
  ];
  expect(lines(release(), release({ wording, topics: [topic('boots')] }))).toEqual([
    'Topics added boots: ',
    'Topics removed parcels: ',
    'Wording added en: extra',
    'Wording changed en: greeting',
    'Wording added de: greeting',
  ]);
});

test('articles by title: added, removed, and what changed of the others', () => {
  const articles = [
    article('returns', ['how do I return it', 'send it back?'], 'Keep it.', { title: 'Returns', reviewBy: '2028-01-01' }),
    article('stores', ['where'], 'Here.', { title: 'Our shops' }),
  ];
  expect(lines(release(), release({}, { articles }))).toEqual([
    expect.stringMatching(/^Articles changed Returns \(returns\): another text; questions: 1 → 2; reviewBy: \S+ → 2028-01-01$/),
    'Articles added Our shops (stores): ',
  ]);
  expect(lines(release({}, { articles }), release()).at(-1)).toBe('Articles removed Our shops (stores): ');
});

test('thresholds, and what the gate asks', () => {
  const calibrations = [calibrationOf({ locale: 'en', maker: 'letters' }, { threshold: 2, by: 'none' })];
  const checks = encodeChecks({ cases: [], golden: [{ id: 'g', messages: ['x'], also: [], locale: 'en' }] });
  expect(lines(release(), release({}, { calibrations, checks }))).toEqual([
    'Calibration changed en, at most 0.1 % wrong: threshold: 0.900 → answers nothing; by: fitted → none',
    'Checks removed case confident/answer/a.json: ',
    'Checks added golden question g: ',
  ]);
});

test('topics that were learned from other examples', () => {
  const reading = { bias: 0, step: 1, slope: 1, offset: 0, threshold: 0, judged: { found: 0.9, ordinary: 0, near: 0.1 } };
  const model = (weights: number[], found = 0.9): TriageModel => ({
    maker: '',
    dimensions: 0,
    locales: [],
    labels: ['abuse', 'refund'].map((id) => ({ id, words: { ...reading, judged: { ...reading.judged, found } }, meaning: null })),
    words: Int8Array.from(weights),
    meaning: new Int8Array(),
  });
  const of = (triage: TriageModel | null) => release({}, { triage });
  expect(lines(of(model([1, 2, 3, 4])), of(model([1, 2, 3, 4])))).toEqual([]);
  expect(lines(of(model([1, 2, 3, 4])), of(model([1, 2, 3, 5])))).toEqual(['Recognition changed refund: learned from other examples']);
  expect(lines(of(model([1, 2, 3, 4])), of(model([1, 2, 3, 4], 0.95)))[0]).toBe(
    'Recognition changed abuse: learned from other examples; found: 90.0 % → 95.0 %',
  );
  expect(lines(of(null), of(model([1, 2, 3, 4])))).toEqual(['Recognition added abuse: ', 'Recognition added refund: ']);
});
