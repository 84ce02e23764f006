import { type Clause, clauseSchema, type RefundPolicy } from '../../policy/refunds.ts';

export const euros: RefundPolicy['limits'][string] = {
  automatic_up_to: null,
  per_customer: { amount: 100_000, days: 30 },
  per_day: 200_000,
  approval: { agent: 10_000, lead: 50_000, admin: 100_000 },
};

export const clauseOf = (kind: Clause['kind'], more: object = {}): Clause =>
  clauseSchema.parse({ id: kind, kind, text: { en: `words of ${kind}` }, ...more });

/** Small and sound: everything within 30 days, no gift cards, gear by people, no condition. */
export function refundPolicy(change: Partial<RefundPolicy> = {}): RefundPolicy {
  return {
    version: 1,
    classes: [
      { id: 'gift-card', title: 'Gift cards', skus: ['GC'], rest: false },
      { id: 'gear', title: 'Gear', skus: ['GEAR'], rest: false },
      { id: 'standard', title: 'Everything else', skus: [], rest: true },
    ],
    clauses: [
      clauseOf('window', { classes: ['standard'], days: 30, condition: 'none' }),
      clauseOf('excluded', { id: 'gifts', classes: ['gift-card'] }),
      clauseOf('person', { classes: ['gear'] }),
      clauseOf('shipping', { refundable: false }),
      clauseOf('once'),
      clauseOf('undelivered'),
      clauseOf('limit'),
      clauseOf('unclear'),
    ],
    limits: { EUR: euros },
    ...change,
  };
}
