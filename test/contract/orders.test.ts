import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { d1Orders } from '../../worker/ports/orders/d1.ts';
import { memoryOrders } from '../../worker/ports/orders/memory.ts';
import type { Order } from '../../worker/ports/orders/schema.ts';
import { testOrders } from './orders.ts';

async function seeded(orders: Order[]) {
  await env.DB.exec('DELETE FROM orders');
  const insert = env.DB.prepare('INSERT INTO orders (site, number, email, data) VALUES (?, ?, ?, ?)');
  await env.DB.batch(orders.map((one) => insert.bind('shop', one.number, one.email.toLowerCase(), JSON.stringify(one))));
  return d1Orders(env.DB);
}

testOrders('memory', async (orders) => memoryOrders(orders));
testOrders('D1', seeded);

it('D1 keeps the orders of sites apart', async () => {
  const { sampleOrders } = await import('../../worker/ports/orders/sample.ts');
  const orders = sampleOrders(new Date());
  const port = await seeded(orders);
  expect(await port.find('another-shop', orders[0]?.number ?? '', orders[0]?.email ?? '')).toBeNull();
});
