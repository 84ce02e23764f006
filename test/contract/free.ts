import type { Budget } from '../../worker/ports/model/budget.ts';

/** A budget without an end. */
export const freeBudget: Budget = { reserve: async () => ({ ok: true, settle: async () => {} }) };
