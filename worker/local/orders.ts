import { sampleOrders } from '../ports/orders/sample.ts';
import type { Database } from './migrate.ts';

/** The sample shop's orders, once: what a customer does with them stays. Says how many were written. */
export async function seedOrders(db: Database, site: string, now: Date): Promise<number> {
  const { results } = await db.prepare('SELECT 1 FROM orders WHERE site = ? LIMIT 1').bind(site).run();
  if (results.length > 0) return 0;
  const orders = sampleOrders(now);
  const insert = db.prepare('INSERT INTO orders (site, number, email, data) VALUES (?, ?, ?, ?)');
  await db.batch(orders.map((order) => insert.bind(site, order.number, order.email, JSON.stringify(order))));
  return orders.length;
}
