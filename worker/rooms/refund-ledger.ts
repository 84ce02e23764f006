import type { RefundLedger } from '../turn/refund/ledger.ts';

/** The ledger of a site, as a turn asks it. */
export function refundLedger(env: Env, site: string): RefundLedger {
  const ledger = env.REFUNDS.getByName(site);
  return { history: async (asked) => ledger.history(asked), approve: async (filing) => ledger.approve(site, filing) };
}
