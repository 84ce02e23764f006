import { z } from 'zod';
import type { Order } from '../../ports/orders/schema.ts';
import { orderMention } from '../reference.ts';
import { plain } from '../topics.ts';
import type { Context, Triage } from '../triage.ts';

/** A refund that waits for its order's details: the words it was asked with. */
export const refundAskedSchema = z.strictObject({ question: z.string() });
export type RefundAsked = z.infer<typeof refundAskedSchema>;

/** What a turn goes on from, with the refund it may have asked details for. */
export type TurnContext = Context & { refund?: RefundAsked };

/** The area that asks for money back end in. What is only a question about refunds is in another one (policy/topics). */
export const AREA = 'refunds';

/**
 * The words of a refund request, or null. A message that only gives the order's details goes on with the request that they
 * were asked for.
 */
export function refundAsked(seen: Pick<Triage, 'area' | 'facts'>, question: string, context: TurnContext): string | null {
  const before = context.refund && context.order.asking ? context.refund.question : null;
  if (seen.area === AREA) return before === null ? question : `${before}\n${question}`;
  if (before === null || seen.area !== 'order-status' || !givesDetails(seen.facts.topic.id, question)) return null;
  return `${before}\n${question}`;
}

/** "FW-10002 ana@example.com", "it's FW-10002": not "where is FW-10002?", which is another question. */
function givesDetails(topic: string, question: string): boolean {
  const { number, email } = orderMention(plain(question));
  if (number === '' && email === '') return false;
  return topic === '' || question.trim().split(/\s+/).length <= 3;
}

/** Words of a name that tell it from others: "Karwendel hiking boots, 42" is asked for as "boots". */
const wordsIn = (text: string): string[] =>
  plain(text)
    .toLowerCase()
    .match(/\p{L}{4,}/gu) ?? [];

/**
 * The lines of an order that the words name; all of them when they name none. A word that several items share tells nothing.
 */
export function linesNamed(question: string, items: Order['items']): { lines: Set<string>; named: boolean } {
  const said = new Set(wordsIn(question));
  const skus = [...new Set(items.map(({ sku }) => sku))];
  const owners = new Map<string, Set<string>>();
  for (const { sku, name } of items) for (const word of wordsIn(name)) owners.set(word, (owners.get(word) ?? new Set()).add(sku));
  const named = items.filter(({ name }) => wordsIn(name).some((word) => said.has(word) && owners.get(word)?.size === 1));
  const lines = new Set(named.map(({ sku }) => sku));
  return lines.size > 0 ? { lines, named: true } : { lines: new Set(skus), named: false };
}
