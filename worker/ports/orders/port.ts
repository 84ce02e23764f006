import type { Order } from './schema.ts';

/**
 * The shop's orders. A number is found only together with an address of its customer: a driver never answers for the
 * number alone, so that a wrong number and a wrong address look the same, in words and in time.
 */
export interface OrdersPort {
  readonly name: string;
  find(site: string, number: string, email: string): Promise<Order | null>;
}
