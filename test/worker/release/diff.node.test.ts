import { expect, test } from 'vitest';
import type { Policy } from '../../../policy/bundle.ts';
import { encodeChecks } from '../../../worker/release/checks.ts';
import { type Comparable, diffReleases } from '../../../worker/release/diff.ts';
import { article } from '../../kb/samples.ts';
import { policy, rule, topic } from '../../policy/samples.ts';
import { calibrationOf } from '../turn/samples.ts';

const release = (over: Partial<Policy> = {}, rest: Partial<Comparable> = {}): Comparable => ({
  policy: policy({ topics: [topic('parcels', { patterns: { en: ['parcel'] } })], ...over }),
  articles: [article('returns', ['how do I return it'], 'Send it back.', { title: 'Returns' })],
  calibrations: [calibrationOf({ locale: 'en', maker: 'letters' })],
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
    'Gate removed case confident/answer/a.json: ',
    'Gate added golden question g: ',
  ]);
});
