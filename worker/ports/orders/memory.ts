import { sameNumber } from '../../turn/reference.ts';
import type { OrdersPort } from './port.ts';
import type { Order } from './schema.ts';

/** Orders held in memory: for `simulate` and tests, which have no database. */
export function memoryOrders(orders: readonly Order[]): OrdersPort {
  return {
    name: 'memory',
    async find(_site, number, email) {
      const own = orders.filter((order) => order.email.toLowerCase() === email.toLowerCase());
      return own.find((order) => sameNumber(number, order.number)) ?? null;
    },
  };
}
