import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filingSchema, refundKey } from '../../../../worker/turn/refund/filing.ts';

test('the key is site, order, line and unit, however the order’s number is written', () => {
  expect(refundKey('shop', 'FW-10002', 'FW-B42', 1)).toBe('shop/FW10002/FW-B42/1');
  expect(refundKey('shop', 'fw 10002', 'FW-B42', 1)).toBe('shop/FW10002/FW-B42/1');
});

test('two units never share a key, whatever signs a SKU has', () => {
  const part = fc.tuple(
    fc.constantFrom('shop', 'shop-2'),
    fc.constantFrom('A1', 'A2'),
    fc.string({ minLength: 1, unit: 'grapheme' }),
    fc.nat(9),
  );
  fc.assert(
    fc.property(part, part, (a, b) => {
      fc.pre(JSON.stringify(a) !== JSON.stringify(b));
      expect(refundKey(...a)).not.toBe(refundKey(...b));
      expect(refundKey(...a)).toMatch(/^[\x21-\x7e]+$/);
    }),
  );
});

test('a filing without units is none', () => {
  const filing = { order: 'A1', currency: 'EUR', email: 'a@b.example', ceiling: 1, turn: 't', conversation: 'c', question: 'q', units: [] };
  expect(filingSchema.safeParse(filing).success).toBe(false);
});
