import { z } from 'zod';
import { canonicalNumber } from '../reference.ts';

const amount = z.int().nonnegative();

/** One unit that somebody wants money back for: what the ledger is given, by a turn or by a person. */
export const unitSchema = z.strictObject({
  line: z.string().min(1).max(100),
  unit: z.int().positive(),
  item: z.string().max(200),
  paid: amount,
  eligible: z.enum(['yes', 'no', 'needs-person']),
  amount,
  clause: z.string(),
  /** The clause's words, as they stood. */
  text: z.string(),
  why: z.string(),
  proven: z.boolean(),
});

export const filingSchema = z.strictObject({
  order: z.string().min(1).max(32),
  currency: z.string().length(3),
  /** E-mail address of the order; the ledger keeps its digest only. */
  email: z.string(),
  /** What was paid for the whole order, less what the shop gave back by itself. */
  ceiling: amount,
  turn: z.string(),
  conversation: z.string(),
  /** The customer's words, masked. */
  question: z.string().max(4_000),
  units: z.array(unitSchema).min(1).max(200),
});

export type RefundUnit = z.infer<typeof unitSchema>;
export type RefundFiling = z.infer<typeof filingSchema>;

/** The key of a refund. Never holds a time: the same unit of the same order is the same refund, whenever it is asked for. */
export const refundKey = (site: string, order: string, line: string, unit: number): string =>
  [site, canonicalNumber(order), line, String(unit)].map(encodeURIComponent).join('/');
