import { describe, expect, it } from 'vitest';
import type { OrdersPort } from '../../worker/ports/orders/port.ts';
import { sampleOrders } from '../../worker/ports/orders/sample.ts';
import type { Order } from '../../worker/ports/orders/schema.ts';

/** What every driver of the `orders` port does. `make` gives one that holds these orders for the site "shop". */
export function testOrders(name: string, make: (orders: Order[]) => Promise<OrdersPort>): void {
  const orders = sampleOrders(new Date('2026-11-23T12:00:00Z'));
  const [order] = orders;
  if (!order) throw new Error('no sample orders');

  describe(`orders: ${name}`, () => {
    it('finds an order by number and address together, however they are written', async () => {
      const port = await make(orders);
      expect(port.name).toMatch(/\w/);
      for (const number of [order.number, order.number.toLowerCase(), order.number.replace('-', ' '), order.number.replace(/\D/g, '')]) {
        expect(await port.find('shop', number, order.email.toUpperCase())).toEqual(order);
      }
    });

    it('finds nothing for a wrong number, a wrong address, or either alone', async () => {
      const port = await make(orders);
      const other = orders.find((one) => one.email !== order.email);
      for (const [number, email] of [
        ['FW-99999', order.email],
        [order.number, 'nobody@example.com'],
        [order.number, other?.email ?? ''],
        ['', order.email],
        [order.number, ''],
        ["' OR 1=1 --", order.email],
        [order.number, "' OR 1=1 --"],
      ] as const) {
        expect(await port.find('shop', number, email)).toBeNull();
      }
    });

    it('tells several orders of one customer apart', async () => {
      const port = await make(orders);
      const own = orders.filter((one) => one.email === order.email);
      expect(own.length).toBeGreaterThan(1);
      for (const one of own) expect((await port.find('shop', one.number, one.email))?.number).toBe(one.number);
    });
  });
}
