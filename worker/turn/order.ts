import type { Say } from '../../policy/bundle.ts';
import type { Facts } from '../../policy/schema.ts';
import { orderCard } from '../ports/orders/card.ts';
import type { OrdersPort } from '../ports/orders/port.ts';
import type { Order, OrderCard } from '../ports/orders/schema.ts';

/**
 * Exact counters of failed look-ups, kept outside the conversation. `reserve` counts the attempt before it is made, so
 * that many at once cannot pass together; `release` takes it back after a success. `left` is what remains after this one.
 */
export interface LookupGuard {
  reserve(number: string, email: string): Promise<{ allowed: boolean; left: number; release: () => Promise<void> }>;
}

/** A customer's signed identity, where the site gave one. */
export interface Identity {
  id: string;
  email?: string;
  name?: string;
}

export interface OrderLookup {
  facts: Facts['order'];
  card: OrderCard | null;
  /** The proven order itself, for stages that calculate. Never shown as it is. */
  order: Order | null;
}

/** Number and e-mail (or a signed identity) are proven before anything is said about an order. */
export async function lookUpOrder(
  ports: { orders: OrdersPort; guard: LookupGuard },
  site: string,
  given: { number: string; email: string },
  identity: Identity | null,
  say: Say,
): Promise<OrderLookup> {
  const email = identity?.email?.toLowerCase() ?? given.email;
  const missing: Facts['order']['missing'] = [];
  if (given.number === '') missing.push('number');
  if (email === '') missing.push('email');
  const facts: Facts['order'] = { reference: given.number, needed: true, verified: false, status: 'incomplete', missing, overdue: false };
  if (missing.length > 0) return { facts, card: null, order: null };

  const attempt = await ports.guard.reserve(given.number, email);
  if (!attempt.allowed) return { facts: { ...facts, status: 'exhausted' }, card: null, order: null };
  let order: Order | null;
  try {
    order = await ports.orders.find(site, given.number, email);
  } catch (error) {
    // A system that is down is no wrong number: the attempt is given back, and a rule hands over.
    console.error(`orders ${ports.orders.name} failed: ${error instanceof Error ? error.message : 'unknown'}`);
    await attempt.release();
    return { facts: { ...facts, status: 'unavailable' }, card: null, order: null };
  }
  // The last attempt that fails brings in a person at once: asking again would lead nowhere.
  if (!order) return { facts: { ...facts, status: attempt.left === 0 ? 'exhausted' : 'refused' }, card: null, order: null };
  await attempt.release();
  const card = orderCard(order, say, identity?.email !== undefined);
  return { facts: { ...facts, status: 'verified', verified: true }, card, order };
}
