import { passagesOf } from '../../kb/chunk.ts';
import type { Article } from '../../kb/schema.ts';
import type { Say } from '../../policy/bundle.ts';
import type { OrderLookup } from './order.ts';
import type { Choice, Draft } from './record.ts';

/**
 * Approved text, word for word: the passage that fits, or the article where none stands out. Whether it may be sent is for
 * the rules to say.
 */
export function draftAnswer(article: Article | null, passage?: number): Draft {
  if (!article) return { kind: 'none' };
  const part = passage === undefined ? undefined : passagesOf(article)[passage];
  return { kind: 'verbatim', articleId: article.id, title: article.title, blocks: part?.blocks ?? article.blocks };
}

/** The question which of a few articles is meant. */
export function draftChoice(offered: readonly Choice[], say: Say): Draft {
  return { kind: 'choose', text: say('clarify.choose'), choices: offered.map(({ articleId, title }) => ({ articleId, title })) };
}

/** An order as a card, or a question for exactly what is missing. A wrong number and a wrong e-mail get the same words. */
export function draftOrder({ facts, card }: Pick<OrderLookup, 'facts' | 'card'>, say: Say): Draft {
  if (card) return { kind: 'order', text: say('order.card', { number: card.number }), order: card };
  if (facts.status === 'refused') return { kind: 'ask', text: say('order.not-matched'), missing: ['number', 'email'] };
  if (facts.status === 'incomplete') {
    const key = facts.missing.length === 2 ? 'order.ask-both' : facts.missing[0] === 'number' ? 'order.ask-number' : 'order.ask-email';
    return { kind: 'ask', text: say(key), missing: facts.missing };
  }
  return { kind: 'none' };
}
