import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idsOf, namespaceOf } from '../../../../worker/ports/search/vectorize-ids.ts';

const release = '0123456789abcdef'.repeat(4);
const site = fc.stringMatching(/^[a-z0-9-]{2,40}$/);
const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const bytes = (text: string) => new TextEncoder().encode(text).length;

test('a namespace is the site and 32 characters of the release, in 64 bytes', async () => {
  expect(await namespaceOf('shop', release)).toBe(`shop.${release.slice(0, 32)}`);
  const long = await namespaceOf('a-site-with-the-longest-id-there-can-be-x', release);
  expect(long).toMatch(/^a-site-with-th~[0-9a-f]{16}\.[0-9a-f]{32}$/);
  await fc.assert(
    fc.asyncProperty(site, hash, async (name, of) => {
      expect(bytes(await namespaceOf(name, of))).toBeLessThanOrEqual(64);
    }),
  );
});

test('two sites never share one, however alike their ids are', async () => {
  const alike = ['a', 'b'].flatMap((end) => [`shop-${end}`, `${'s'.repeat(39)}${end}`, `${'s'.repeat(30)}${end}`]);
  expect(new Set(await Promise.all(alike.map((one) => namespaceOf(one, release)))).size).toBe(alike.length);
});

test('an id leads back to its unit, and to no other release', async () => {
  await fc.assert(
    fc.asyncProperty(site, site, fc.integer({ min: 1, max: 200_000 }), fc.nat(), async (one, two, units, n) => {
      const ids = await idsOf(await namespaceOf(one, release), units);
      const unit = n % units;
      expect(bytes(ids.of(unit))).toBeLessThanOrEqual(64);
      expect(ids.unit(ids.of(unit))).toBe(unit);
      expect(ids.unit(ids.of(units))).toBeNull();
      const other = await idsOf(await namespaceOf(two, release), units);
      if (one !== two) expect(ids.unit(other.of(unit))).toBeNull();
    }),
    { numRuns: 50 },
  );
});

test('anything else is nobody’s', async () => {
  const ids = await idsOf('shop.x', 100);
  const prefix = ids.of(0).slice(0, -1);
  for (const tail of ['', '-1', '+1', ' 1', '01', '1x?', '1e0', 'zzzz', '1\n']) expect(ids.unit(prefix + tail), tail).toBeNull();
  fc.assert(fc.property(fc.string(), (id) => ids.unit(id) === null));
});
