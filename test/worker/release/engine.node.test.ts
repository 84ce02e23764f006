import { expect, test } from 'vitest';
import { evaluate } from '../../../policy/evaluate.ts';
import { buildIndex } from '../../../worker/ports/search/bm25.ts';
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
  const made = makeEngine('x', { policy: broken, articles, index: buildIndex(articles) });
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
