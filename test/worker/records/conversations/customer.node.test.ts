import { expect, it } from 'vitest';
import { customerKey } from '../../../../worker/records/conversations/customer.ts';

it('is the same for one customer, and for nobody else', async () => {
  const key = (site: string, identity: string | null, visitor: string, secret = 'a-secret') =>
    customerKey(secret, site, { identity, visitor });
  const ana = await key('shop', 'ana', 'v-1');
  expect(ana).toMatch(/^[0-9a-f]{32}$/);
  expect(await key('shop', 'ana', 'v-2')).toBe(ana);
  const others = await Promise.all([
    key('shop', null, 'ana'),
    key('shop', 'ben', 'v-1'),
    key('other', 'ana', 'v-1'),
    key('shop', 'ana', 'v-1', 'another'),
  ]);
  expect(new Set([ana, ...others]).size).toBe(5);
  expect(await key('shop', null, 'v-1')).toBe(await key('shop', null, 'v-1'));
});
