import { z } from 'zod';

/** Every state an order or one of its shipments can be in, in the order of a normal life. */
export const orderStates = [
  'placed',
  'paid',
  'packed',
  'partly-shipped',
  'in-transit',
  'delayed',
  'out-for-delivery',
  'delivered',
  'returned',
  'cancelled',
  'partly-refunded',
] as const;
export const orderStateSchema = z.enum(orderStates);

/** Amounts are in the currency's minor unit (cents); times are ISO 8601 in UTC. */
export const orderSchema = z.strictObject({
  number: z.string().min(3).max(32),
  email: z.email(),
  customerId: z.string().optional(),
  name: z.string(),
  placedAt: z.iso.datetime(),
  currency: z.string().length(3),
  total: z.int().nonnegative(),
  state: orderStateSchema,
  items: z
    .array(
      z.strictObject({
        sku: z.string(),
        name: z.string(),
        quantity: z.int().positive(),
        unitPrice: z.int().nonnegative(),
        /** Class of goods in policy/refunds.yaml, where the shop's own system knows it. */
        class: z.string().optional(),
      }),
    )
    .min(1),
  shipments: z.array(
    z.strictObject({
      id: z.string(),
      carrier: z.string(),
      tracking: z.string(),
      trackingUrl: z.url({ protocol: /^https$/ }),
      state: orderStateSchema,
      expectedAt: z.iso.datetime().optional(),
      deliveredAt: z.iso.datetime().optional(),
      skus: z.array(z.string()),
    }),
  ),
  events: z.array(z.strictObject({ state: orderStateSchema, at: z.iso.datetime() })).min(1),
  refunds: z.array(z.strictObject({ amount: z.int().positive(), at: z.iso.datetime(), reason: z.string() })),
  expectedAt: z.iso.datetime().optional(),
  address: z.string(),
  phone: z.string(),
  payment: z.string(),
});

/** What a customer and an agent see of an order. The last three fields need a signed identity. */
export const orderCardSchema = z.strictObject({
  number: z.string(),
  state: orderStateSchema,
  label: z.string(),
  placedAt: z.iso.datetime(),
  expectedAt: z.iso.datetime().optional(),
  timeline: z.array(z.strictObject({ state: orderStateSchema, label: z.string(), at: z.iso.datetime() })),
  shipments: z.array(
    z.strictObject({
      carrier: z.string(),
      tracking: z.string(),
      trackingUrl: z.string(),
      state: orderStateSchema,
      label: z.string(),
      expectedAt: z.iso.datetime().optional(),
      items: z.array(z.string()),
    }),
  ),
  items: z.array(z.strictObject({ name: z.string(), quantity: z.int() })),
  refunded: z.strictObject({ amount: z.int(), currency: z.string() }).optional(),
  address: z.string().optional(),
  phone: z.string().optional(),
  payment: z.string().optional(),
});

export type OrderState = z.infer<typeof orderStateSchema>;
export type Order = z.infer<typeof orderSchema>;
export type OrderCard = z.infer<typeof orderCardSchema>;
