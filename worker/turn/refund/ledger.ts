import type { RefundFiling } from './filing.ts';

/** What the ledger knows before a decision. */
export interface History {
  /** False when the ledger could not be asked: then nothing is eligible without a person. */
  known: boolean;
  /** Units of this order that were filed before, by another turn. */
  units: readonly { line: string; unit: number; status: 'open' | 'approved' | 'rejected'; amount: number }[];
  /** What this customer was given back within the policy's window, in the order's currency. */
  customerTotal: number;
}

/** The one place that knows what was refunded. Amounts are checked there again, in the transaction that approves. */
export interface RefundLedger {
  history(asked: { order: string; email: string; currency: string; turn: string }): Promise<History>;
  /** Approves without a person if every limit allows it; false, and nothing changed, if not. Asking again gives the same answer. */
  approve(filing: RefundFiling): Promise<boolean>;
}

/** For previews, simulations and tests: nothing was filed before, and nothing is approved. */
export const noLedger: RefundLedger = {
  history: async () => ({ known: true, units: [], customerTotal: 0 }),
  approve: async () => false,
};
