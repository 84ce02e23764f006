import { expect, test } from 'vitest';
import { buildIndexes, type KnowledgeIndex } from '../../../worker/ports/search/knowledge-index.ts';
import { plainScan } from '../../../worker/ports/search/vectors.ts';
import { train } from '../../../worker/release/judge.ts';
import { sectionNames, sizesFit, views } from '../../../worker/release/sections.ts';
import { article } from '../../kb/samples.ts';

const articles = [article('a', ['how now', 'brown cow']), article('b', ['send it back'])];
const [untrained] = buildIndexes(articles, {});
if (!untrained) throw new Error('no index');
const trained = train(untrained, articles, {}, plainScan, []).index;

test('the order of sections names every number array of an index once', () => {
  expect([...sectionNames].sort()).toEqual(Object.keys(views).sort());
  const arrays = Object.entries(trained).flatMap(([name, value]) => (ArrayBuffer.isView(value) ? [name] : []));
  expect(arrays.sort()).toEqual(Object.keys(views).sort());
  for (const name of sectionNames) expect(trained[name]).toBeInstanceOf(views[name]);
});

test('an index as it was built fits, trained or not', () => {
  expect(sizesFit(untrained, articles)).toBe(true);
  expect(sizesFit(trained, articles)).toBe(true);
});

const copy = () => structuredClone(trained);
test.each(sectionNames)('an index with one number more or less in %s does not', (name) => {
  const { [name]: numbers } = trained;
  expect(numbers.length).toBeGreaterThan(0);
  const longer = new views[name](numbers.length + 1);
  longer.set(numbers);
  const changed = (over: InstanceType<(typeof views)[typeof name]>): KnowledgeIndex => Object.assign(copy(), { [name]: over });
  expect(sizesFit(changed(longer), articles)).toBe(false);
  expect(sizesFit(changed(numbers.slice(0, -1)), articles)).toBe(false);
});

test.each<[string, (index: KnowledgeIndex) => void]>([
  ['a word in a unit that does not exist', ({ postings, unitKind }) => postings.fill(unitKind.length, 0, 1)],
  ['a word whose last unit does not end', ({ postings }) => postings.fill(128, -1)],
  ['more words than it says', ({ vocabulary }) => vocabulary.fill(10, 0, 1)],
  ['a word that is not UTF-8', ({ vocabulary }) => vocabulary.fill(255, 0, 1)],
  ['a unit of an unknown kind', ({ unitKind }) => unitKind.fill(3, 0, 1)],
  ['a question that its article does not have', ({ unitPart }) => unitPart.fill(9, 0, 1)],
  ['a unit before the first passage', ({ unitPassage }) => unitPassage.fill(-2, 0, 1)],
  ['an article that ends before it begins', ({ unitStart }) => unitStart.fill(unitStart.at(-1) ?? 0, 0, 1)],
  ['words that overlap', ({ postingStart }) => postingStart.fill(2, 1, 2).fill(1, 2, 3)],
  ['a landmark that is no unit', ({ landmarks, unitKind }) => landmarks.fill(unitKind.length, 0, 1)],
  ['an article that the release does not hold', ({ articles: own }) => own.fill(2, 1)],
  ['weights without landmarks', (index) => Object.assign(index, { landmarks: new Uint32Array() })],
  ['landmarks without weights', (index) => Object.assign(index, { weights: new Int8Array() })],
  ['vectors of another length', (index) => Object.assign(index, { dimensions: index.dimensions + 1 })],
])('nor does one with %s', (_, change) => {
  const changed = copy();
  change(changed);
  expect(sizesFit(changed, articles)).toBe(false);
});
