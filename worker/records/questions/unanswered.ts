import { LIMITS } from '../../../kb/limits.ts';
import type { TurnRecord } from '../../turn/record.ts';

/**
 * Whether a turn shows that knowledge is missing: it went to a person because nothing was sure enough, or the customer was
 * asked back for the same cause. What people, policy or the order system decided says nothing about the articles, and
 * an outcome that was dropped was no outcome.
 */
export function isUnanswered(record: TurnRecord): boolean {
  const { outcome, facts, sent } = record;
  const unsure =
    (outcome.kind === 'handoff' && outcome.reason === 'low-confidence') || (outcome.kind === 'clarify' && outcome.draft.kind !== 'ask');
  const aboutKnowledge = !facts.safety.matched && !facts.asksForHuman && !facts.order.needed && facts.smalltalk === '';
  return sent && unsure && aboutKnowledge && /[\p{L}\p{N}]/u.test(questionText(record));
}

/** What masking left in place of a card number or a password (worker/turn/mask.ts). */
const hidden = /\[(?:card ending \d{4}|hidden)\]/gu;
const address = /[^\s<>()@]{1,64}@[^\s@]{1,255}\.\p{L}{2,}/gu;
/** Order, telephone and customer numbers; years and prices are shorter. */
const number = /(?:(?<!\p{L})\p{Lu}{1,4}[-‐-―\s]?)?\+?\d(?:[\s./()‐-―-]{0,2}\d){4,}/gu;

/**
 * A question as it is kept and grouped, from words that are masked already: addresses and long numbers would make each
 * one different, and would end up in an article. What leans on an earlier question is read with it ("and in winter?").
 * Cut to what an article may have as a question.
 */
export function questionText({ question, asked }: Pick<TurnRecord, 'question' | 'asked'>): string {
  const plain = (asked ?? question).replace(hidden, '…').replace(address, '…').replace(number, '…').replace(/\s+/gu, ' ').trim();
  if (plain.length <= LIMITS.questionLength) return plain;
  const cut = plain.slice(0, LIMITS.questionLength - 1);
  // A surrogate pair cut in two is no text.
  return `${cut.replace(/\s+\S*$/u, '').replace(/[\ud800-\udbff]$/u, '')}…`;
}
