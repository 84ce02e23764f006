import { expect, test } from 'vitest';
import { buildIndexes, type KnowledgeIndex } from '../../../worker/ports/search/knowledge-index.ts';
import { plainScan } from '../../../worker/ports/search/vectors.ts';
import { train } from '../../../worker/release/judge.ts';
import { sectionNames, sizesFit, views } from '../../../worker/release/sections.ts';
import { article } from '../../kb/samples.ts';

const articles = [article('a', ['how now', 'brown cow']), article('b', ['send it back'])];
const [untrained] = buildIndexes(articles, {});
if (!untrained) throw new Error('no index');
const trained = train(untrained, {}, plainScan, []).index;

test('the order of sections names every number array of an index once', () => {
  expect([...sectionNames].sort()).toEqual(Object.keys(views).sort());
  const arrays = Object.entries(trained).flatMap(([name, value]) => (ArrayBuffer.isView(value) ? [name] : []));
  expect(arrays.sort()).toEqual(Object.keys(views).sort());
  for (const name of sectionNames) expect(trained[name]).toBeInstanceOf(views[name]);
});

test('an index as it was built fits, trained or not', () => {
  expect(sizesFit(untrained, 2)).toBe(true);
  expect(sizesFit(trained, 2)).toBe(true);
});

const copy = () => structuredClone(trained);
test.each(sectionNames)('an index with one number more or less in %s does not', (name) => {
  const { [name]: numbers } = trained;
  expect(numbers.length).toBeGreaterThan(0);
  const longer = new views[name](numbers.length + 1);
  longer.set(numbers);
  const changed = (over: Uint32Array | Float32Array | Int8Array): KnowledgeIndex => Object.assign(copy(), { [name]: over });
  if (name !== 'articles') expect(sizesFit(changed(longer), 2)).toBe(false);
  expect(sizesFit(changed(numbers.slice(0, -1)), 2)).toBe(false);
});

test.each<[string, (index: KnowledgeIndex) => void]>([
  ['a word in a unit that does not exist', ({ postingUnit, units }) => postingUnit.fill(units.length, 0, 1)],
  ['words that overlap', ({ postingStart }) => postingStart.fill(2, 1, 2).fill(1, 2, 3)],
  ['a landmark that is no unit', ({ landmarks, units }) => landmarks.fill(units.length, 0, 1)],
  ['an article that the release does not hold', ({ articles: own }) => own.fill(2, 1)],
  ['a unit of an article of another language', ({ units }) => Object.assign(units[0] ?? {}, { article: 2 })],
  ['weights without landmarks', (index) => Object.assign(index, { landmarks: new Uint32Array() })],
  ['landmarks without weights', (index) => Object.assign(index, { weights: new Int8Array() })],
  ['vectors of another length', (index) => Object.assign(index, { dimensions: index.dimensions + 1 })],
])('nor does one with %s', (_, change) => {
  const changed = copy();
  change(changed);
  expect(sizesFit(changed, 2)).toBe(false);
});
