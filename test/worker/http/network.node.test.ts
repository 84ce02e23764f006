import fc from 'fast-check';
import { expect, test } from 'vitest';
import { networkOf } from '../../../worker/http/network.ts';

const network = (address: string) => networkOf(new Headers({ 'CF-Connecting-IP': address }));

test.each([
  ['192.0.2.17', '192.0.2'],
  ['::ffff:192.0.2.17', '192.0.2'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0DB8:0001:0002:0000:0000:0000:0001', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['2001:db8:0:5::1', '2001:db8:0:5'],
  ['2001::5:1:2:3:4', '2001:0:0:5'],
  ['::1', '0:0:0:0'],
])('counts %s under %s', (address, counted) => {
  expect(network(address)).toBe(counted);
});

test('counts neighbours together and other networks apart', () => {
  expect(network('192.0.2.1')).toBe(network('192.0.2.254'));
  expect(network('192.0.2.1')).not.toBe(network('192.0.3.1'));
  expect(network('2001:db8:1:2::1')).toBe(network('2001:db8:1:2:ffff:ffff:ffff:ffff'));
  expect(network('2001:db8:1:2::1')).not.toBe(network('2001:db8:1:3::1'));
});

test('counts requests without an address together', () => {
  expect(networkOf(new Headers())).toBe('unknown');
  expect(network('')).toBe('unknown');
});

test('is the same however an IPv6 address is written, and never the whole address', () => {
  const groups = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(groups, fc.nat(7), (values, from) => {
      const long = values.map((value) => value.toString(16).padStart(4, '0').toUpperCase()).join(':');
      let to = from;
      while (to < 8 && values[to] === 0) to++;
      const text = (part: number[]) => part.map((value) => value.toString(16)).join(':');
      const short = to > from ? `${text(values.slice(0, from))}::${text(values.slice(to))}` : text(values);
      expect(network(short)).toBe(network(long));
      expect(network(long)).toBe(text(values.slice(0, 4)));
    }),
  );
});
