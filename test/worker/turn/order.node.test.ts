import { expect, test, vi } from 'vitest';
import { memoryOrders } from '../../../worker/ports/orders/memory.ts';
import type { OrdersPort } from '../../../worker/ports/orders/port.ts';
import { type Identity, lookUpOrder } from '../../../worker/turn/order.ts';
import { openGuard, order } from './samples.ts';

const say = (key: string) => key;
const orders = memoryOrders([order]);
const look = (number: string, email: string, left = 4, identity: Identity | null = null, port: OrdersPort = orders) => {
  const { guard, counts } = openGuard(left);
  return lookUpOrder({ orders: port, guard }, 'shop', { number, email }, identity, say).then((found) => ({ ...found, counts }));
};

test.each<[string, string, string[]]>([
  ['', '', ['number', 'email']],
  ['FW10023', '', ['email']],
  ['', 'ana@example.com', ['number']],
])('asks only for what is missing: number "%s", e-mail "%s"', async (number, email, missing) => {
  const { facts, card, counts } = await look(number, email);
  expect(facts).toMatchObject({ status: 'incomplete', verified: false, missing });
  expect(card).toBeNull();
  expect(counts.used).toBe(0);
});

test('shows an order whose number and e-mail match, and takes the attempt back', async () => {
  const { facts, card, counts } = await look('FW10023', 'ana@example.com');
  expect(facts).toEqual({ reference: 'FW10023', needed: true, verified: true, status: 'verified', missing: [], overdue: false });
  expect(card).toMatchObject({ number: 'FW-10023', state: 'in-transit' });
  expect(counts).toEqual({ used: 1, released: 1 });
});

test('shows address, phone and payment to nobody but a signed identity', async () => {
  const { card } = await look('FW10023', 'ana@example.com');
  expect(JSON.stringify(card)).not.toMatch(/Amoreiras|210 000|Visa|ana@/i);
  const { card: own } = await look('FW10023', '', 4, { id: 'cus_ana', email: 'ANA@example.com' });
  expect(own).toMatchObject({ address: order.address, phone: order.phone, payment: order.payment });
});

test('says the same whether the number or the e-mail is wrong, and counts both', async () => {
  const wrongNumber = await look('FW99999', 'ana@example.com');
  const wrongEmail = await look('FW10023', 'eve@example.com');
  expect(wrongNumber.facts).toMatchObject({ status: 'refused', verified: false });
  expect({ ...wrongEmail.facts, reference: '' }).toEqual({ ...wrongNumber.facts, reference: '' });
  for (const { card, counts } of [wrongNumber, wrongEmail]) {
    expect(card).toBeNull();
    expect(counts).toEqual({ used: 1, released: 0 });
  }
});

test('a signed identity counts before an address that somebody types', async () => {
  const { facts } = await look('FW10023', 'ana@example.com', 4, { id: 'cus_eve', email: 'eve@example.com' });
  expect(facts.status).toBe('refused');
});

test('the last attempt that fails brings in a person at once', async () => {
  expect((await look('FW10023', 'eve@example.com', 0)).facts.status).toBe('exhausted');
});

test('the last attempt may still succeed', async () => {
  expect((await look('FW10023', 'ana@example.com', 0)).facts.status).toBe('verified');
});

test('looks nothing up once attempts are used up, not even what is right', async () => {
  const find = vi.fn(orders.find);
  const { facts, card } = await look('FW10023', 'ana@example.com', -1, null, { name: 'spy', find });
  expect(facts).toMatchObject({ status: 'exhausted', verified: false });
  expect(card).toBeNull();
  expect(find).not.toHaveBeenCalled();
});

test('says that the order system is down, and does not count it against the customer', async () => {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
  const broken: OrdersPort = { name: 'broken', find: () => Promise.reject(new Error('connection refused')) };
  const { facts, card, counts } = await look('FW10023', 'ana@example.com', 0, null, broken);
  expect(facts).toMatchObject({ status: 'unavailable', verified: false });
  expect(card).toBeNull();
  expect(counts).toEqual({ used: 1, released: 1 });
  expect(quiet).toHaveBeenCalledOnce();
  quiet.mockRestore();
});
