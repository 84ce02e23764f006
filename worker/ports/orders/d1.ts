import { sameNumber } from '../../turn/reference.ts';
import type { OrdersPort } from './port.ts';
import { orderSchema } from './schema.ts';

/**
 * Sample orders in D1. The query is by the customer's address alone and the number is compared here, so that a wrong
 * number and a wrong address take the same path.
 */
export function d1Orders(db: D1Database): OrdersPort {
  return {
    name: 'd1-sample',
    async find(site, number, email) {
      const rows = await db.prepare('SELECT number, data FROM orders WHERE site = ?1 AND email = ?2').bind(site, email.toLowerCase()).all<{
        number: string;
        data: string;
      }>();
      const row = rows.results.find((entry) => sameNumber(number, entry.number));
      return row ? orderSchema.parse(JSON.parse(row.data)) : null;
    },
  };
}
