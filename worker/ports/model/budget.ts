import type { ModelPolicy } from '../../../policy/model.ts';

/** Tokens, read and written together, and money in millionths. */
export interface Spent {
  tokens: number;
  micros: number;
}

/** What a million tokens cost, read and written. */
export interface Prices {
  in: number;
  out: number;
}

/** Money of one call. Null: nobody said what it costs. */
export const moneyOf = (prices: Prices | null, tokens: { in: number; out: number }): number | null =>
  prices && (tokens.in * prices.in + tokens.out * prices.out) / 1_000_000;

export type Reserved = { ok: true; settle(spent: Spent): Promise<void> } | { ok: false; over: 'conversation' | 'day' };

/** What may still be spent. A call is reserved at the most that it can use before it is made, and settled after it. */
export interface Budget {
  reserve(most: Spent): Promise<Reserved>;
}

/** Money in whole millionths, as counters have no fractions. */
export const spent = (tokens: number, money: number | null): Spent => ({ tokens, micros: Math.ceil((money ?? 0) * 1_000_000) });

/** A counter of one key (worker/rooms/quota.ts), wherever it is. */
export interface Counter {
  spend(limit: Spent, most: Spent, keepMs: number): Promise<{ allowed: boolean; id: number }>;
  settle(id: number, spent: Spent): Promise<void>;
}

const day = 86_400_000;

/** One counter for the conversation, one for the site's day (UTC). Both have to allow a call. */
export function countedBudget(counters: { conversation: Counter; day: Counter }, budget: ModelPolicy['budget']): Budget {
  const limitOf = ({ tokens, money }: { tokens: number; money: number }): Spent => spent(tokens, money);
  return {
    async reserve(most) {
      // At once, for the sake of the one who waits; what only one of them allowed is given back.
      const [own, shared] = await Promise.all([
        counters.conversation.spend(limitOf(budget.conversation), most, 30 * day),
        counters.day.spend(limitOf(budget.day), most, 2 * day),
      ]);
      const settle = async (used: Spent) => {
        await Promise.all([
          own.allowed ? counters.conversation.settle(own.id, used) : null,
          shared.allowed ? counters.day.settle(shared.id, used) : null,
        ]);
      };
      if (own.allowed && shared.allowed) return { ok: true, settle };
      await settle({ tokens: 0, micros: 0 });
      return { ok: false, over: own.allowed ? 'day' : 'conversation' };
    },
  };
}
