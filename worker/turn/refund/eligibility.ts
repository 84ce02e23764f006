import { type Clause, clauseText, type RefundLimits, type RefundPolicy } from '../../../policy/refunds.ts';
import type { Order } from '../../ports/orders/schema.ts';
import type { History } from './ledger.ts';
import { daysBetween, lastDay } from './window.ts';

/** One thing that was bought, and what the policy says about giving its price back. */
export interface Verdict {
  /** SKU and running number of the unit: with site and order they are the key of a refund. */
  line: string;
  unit: number;
  item: string;
  paid: number;
  eligible: 'yes' | 'no' | 'needs-person';
  /** What may be given back; 0 for `no`. Never more than was paid. */
  amount: number;
  clause: string;
  /** What decided, in a word for records and tests. */
  why: Why;
  /** The order itself shows that the clause's condition is met. */
  proven: boolean;
}

export type Why =
  | 'in-window'
  | 'too-late'
  | 'excluded'
  | 'class-needs-person'
  | 'unknown-class'
  | 'not-arrived'
  | 'already-decided'
  | 'nothing-paid'
  | 'refunded-in-part'
  | 'discounted'
  | 'ledger-unknown'
  | 'no-limits'
  | 'over-customer-limit';

export interface Question {
  order: Order;
  policy: RefundPolicy;
  history: History;
  today: Date;
  /** SKUs that are asked about; all of the order when left out. */
  lines?: ReadonlySet<string>;
}

/**
 * What the policy says about each unit of a proven order. Pure: the same order, policy, history and day always give the same
 * answer. Nothing is given twice, and all units together never get more than what was paid less what went back.
 */
export function eligibility({ order, policy, history, today, lines }: Question): Verdict[] {
  const limits = Object.hasOwn(policy.limits, order.currency) ? policy.limits[order.currency] : undefined;
  const goods = order.items.reduce((sum, item) => sum + item.quantity * item.unitPrice, 0);
  const shopRefunded = order.refunds.reduce((sum, refund) => sum + refund.amount, 0);
  const approved = history.units.reduce((sum, unit) => sum + (unit.status === 'approved' ? unit.amount : 0), 0);
  const single = singleClauses(policy);
  let left = Math.max(0, Math.min(goods, order.total) - shopRefunded - approved);
  let customer = history.customerTotal;

  return unitsOf(order).flatMap(({ item, unit }): Verdict[] => {
    if (lines && !lines.has(item.sku)) return [];
    const base = { line: item.sku, unit, item: item.name, paid: item.unitPrice, proven: false };
    const answer = (eligible: Verdict['eligible'], why: Why, clause: Clause | undefined, more = {}): Verdict => {
      const amount = eligible === 'no' ? 0 : Math.min(item.unitPrice, left);
      left -= amount;
      customer += amount;
      return { ...base, eligible, amount, why, clause: clause?.id ?? '', ...more };
    };
    const known = history.units.find((one) => one.line === item.sku && one.unit === unit);
    if (known) return [answer('no', 'already-decided', single.once)];
    if (item.unitPrice === 0) return [answer('no', 'nothing-paid', single.unclear)];
    if (left === 0) return [answer('no', 'already-decided', single.once)];
    const of = clauseOf(policy, item);
    if (of?.kind === 'excluded') return [answer('no', 'excluded', of)];
    const arrival = arrivalOf(order, item.sku);
    if (of?.kind === 'window' && arrival) {
      const end = lastDay(of, arrival.delivered, new Date(order.placedAt));
      if (daysBetween(end, arrival.returned ?? today) > 0) return [answer('no', 'too-late', of)];
    }
    if (!limits) return [answer('needs-person', 'no-limits', single.limit)];
    if (!history.known) return [answer('needs-person', 'ledger-unknown', single.unclear)];
    if (!of) return [answer('needs-person', 'unknown-class', single.unclear)];
    if (of.kind === 'person') return [answer('needs-person', 'class-needs-person', of)];
    if (!arrival) return [answer('needs-person', 'not-arrived', single.undelivered)];
    if (shopRefunded > 0) return [answer('needs-person', 'refunded-in-part', single.unclear)];
    if (goods > order.total) return [answer('needs-person', 'discounted', single.unclear)];
    if (customer + item.unitPrice > limits.per_customer.amount) return [answer('needs-person', 'over-customer-limit', single.limit)];
    const proven = of.condition === 'none' || (of.condition === 'returned' && arrival.returned !== null);
    return [answer('yes', 'in-window', of, { proven })];
  });
}

/** Whether the policy lets a machine approve this alone: one unit, proven by the order, inside the declared limit. */
export function mayBeAutomatic(verdicts: readonly Verdict[], limits: RefundLimits | undefined): boolean {
  const [only, ...others] = verdicts;
  const most = limits?.automatic_up_to ?? null;
  return only !== undefined && others.length === 0 && most !== null && only.eligible === 'yes' && only.proven && only.amount <= most;
}

/** Units are numbered through lines of the same SKU, so that the order of lines does not matter. */
function unitsOf(order: Order): { item: Order['items'][number]; unit: number }[] {
  const counted = new Map<string, number>();
  return order.items.flatMap((item) =>
    Array.from({ length: item.quantity }, () => {
      const unit = (counted.get(item.sku) ?? 0) + 1;
      counted.set(item.sku, unit);
      return { item, unit };
    }),
  );
}

type Covering = Extract<Clause, { classes: string[] }>;

/** The clause of an item's class; none for a class that the policy does not know. */
function clauseOf(policy: RefundPolicy, item: Order['items'][number]): Covering | undefined {
  const { classes, clauses } = policy;
  const found =
    item.class !== undefined
      ? classes.find(({ id }) => id === item.class)
      : (classes.find(({ skus }) => skus.some((prefix) => item.sku.startsWith(prefix))) ?? classes.find(({ rest }) => rest));
  return clauses.find((clause): clause is Covering => 'classes' in clause && found !== undefined && clause.classes.includes(found.id));
}

/** When an item arrived, and when it came back; null while neither the parcel nor the order says so. */
function arrivalOf(order: Order, sku: string): { delivered: Date; returned: Date | null } | null {
  const event = (state: Order['state']) => order.events.find((one) => one.state === state)?.at;
  const parcel = order.shipments.find(({ skus }) => skus.includes(sku));
  const arrived = parcel
    ? ['delivered', 'returned'].includes(parcel.state)
    : ['delivered', 'returned', 'partly-refunded'].includes(order.state);
  const at = parcel?.deliveredAt ?? event('delivered');
  if (!arrived || at === undefined || order.state === 'cancelled') return null;
  const back = event('returned');
  return { delivered: new Date(at), returned: back === undefined ? null : new Date(back) };
}

function singleClauses(policy: RefundPolicy) {
  const of = (kind: Clause['kind']) => policy.clauses.find((clause) => clause.kind === kind);
  return { once: of('once'), undelivered: of('undelivered'), limit: of('limit'), unclear: of('unclear') };
}

/** The approved words of a clause by its id, in the customer's language. */
export function wordsOf(policy: RefundPolicy, id: string, locale: string): string {
  const clause = policy.clauses.find((one) => one.id === id);
  return clause ? clauseText(clause, locale) : '';
}
