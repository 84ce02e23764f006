import { expect, test } from 'vitest';
import { evaluate } from '../../../policy/evaluate.ts';
import { buildIndexes } from '../../../worker/ports/search/knowledge-index.ts';
import { plainScan } from '../../../worker/ports/search/vectors.ts';
import { makeEngine } from '../../../worker/release/engine.ts';
import { matchTopics } from '../../../worker/turn/topics.ts';
import { article } from '../../kb/samples.ts';
import { facts, policy, rule, topic } from '../../policy/samples.ts';
import { engineOf } from '../turn/samples.ts';

const articles = [article('delivery', ['how long does delivery take'])];

test('is ready to decide: rules, topics, articles, search, areas and words', async () => {
  const engine = engineOf(articles, { topics: [topic('moon', { patterns: { en: ['moon'] } })] });
  expect(engine.release).toBe('0'.repeat(64));
  expect(evaluate(engine.rules, 'before-draft', facts()).ruleIds).toEqual(['may-speak']);
  expect(matchTopics(engine.topics, 'a MOON base').map((match) => match.topic.id)).toEqual(['moon']);
  expect(engine.articles.get('delivery')).toEqual(articles[0]);
  expect((await engine.search.search({ text: 'delivery', locale: 'en', vector: null }, 1))[0]?.articleId).toBe('delivery');
  expect(engine.area('refunds')?.autonomy).toBe('assist');
  expect(engine.area('moon')).toBeUndefined();
  expect(engine.say('de')('greeting')).toBe('words of greeting');
});

test('is not made from rules that cannot be read, and says which', () => {
  const broken = policy({ rules: [rule('fine'), rule('typo', { when: 'asksForHumans' }), rule('half', { when: 'true &&' })] });
  const made = makeEngine('x', { policy: broken, articles, synonyms: {}, indexes: [], calibrations: [] });
  expect(made.ok).toBe(false);
  expect(made.ok ? [] : made.problems.map((problem) => problem.split(':')[0])).toEqual(['rules/typo.yaml', 'rules/half.yaml']);
});

test('looks for topics of stricter areas first, of riskier ones before others, and of none last', () => {
  const topics = [
    topic('smalltalk'),
    topic('a-status', { area: 'order-status' }),
    topic('b-refund', { area: 'refunds' }),
    topic('c-privacy', { area: 'privacy' }),
    topic('d-account', { area: 'account' }),
  ];
  const { matrix } = policy();
  const account = { ...matrix.areas[0], id: 'account', autonomy: 'human-only', risk: 'medium' } as (typeof matrix.areas)[number];
  const engine = engineOf(articles, { topics, matrix: { ...matrix, areas: [account, ...matrix.areas] } });
  expect(engine.topics.map(({ topic }) => topic.id)).toEqual(['c-privacy', 'd-account', 'b-refund', 'a-status', 'smalltalk']);
});

test('says who made its vectors, what each language was calibrated to, and searches with the kernel it is given', async () => {
  const known = [article('delivery', ['how long does delivery take']), article('plazos', ['cuánto tarda'], 'Tres días.', { locale: 'es' })];
  const letters = engineOf(known);
  expect(letters.embedder).toBeNull();
  expect(letters.calibration('es')).toMatchObject({ locale: 'es' });
  expect(letters.calibration('de')).toBeUndefined();
  const indexes = buildIndexes(known, {}, (locale, texts) =>
    locale === 'en' ? { maker: 'two', vectors: texts.map(() => Int8Array.of(3, 4)) } : null,
  );
  const scanned: number[] = [];
  const made = makeEngine('x', { policy: policy(), articles: known, synonyms: {}, indexes, calibrations: [] }, (rows, width) => (query) => {
    scanned.push(width);
    return plainScan(rows, width)(query);
  });
  if (!made.ok) throw new Error(made.problems.join(' '));
  expect(made.engine.embedder).toBe('two');
  await made.engine.search.search({ text: 'delivery', locale: 'en', vector: Int8Array.of(3, 4) }, 5);
  expect(scanned).toContain(2);
});
