import { expect, test } from 'vitest';
import { memoryOrders } from '../../../../worker/ports/orders/memory.ts';
import { order } from '../../turn/samples.ts';

const orders = memoryOrders([order, { ...order, number: 'FW-10024', email: 'eve@example.com' }]);

test('finds an order by number and address, however they are written', async () => {
  for (const number of ['FW-10023', 'fw10023', 'FW 10023']) {
    for (const email of ['ana@example.com', 'ANA@example.com']) expect(await orders.find('shop', number, email)).toEqual(order);
  }
});

test('finds nothing for the number alone or the address alone', async () => {
  expect(await orders.find('shop', 'FW-10023', '')).toBeNull();
  expect(await orders.find('shop', '', 'ana@example.com')).toBeNull();
});

test('finds nothing with the address of another order', async () => {
  expect(await orders.find('shop', 'FW-10023', 'eve@example.com')).toBeNull();
  expect(await orders.find('shop', 'FW-10024', 'ana@example.com')).toBeNull();
});
