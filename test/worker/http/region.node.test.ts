import { expect, test } from 'vitest';
import { withRegion } from '../../../worker/http/region.ts';

test.each<[string, string | undefined, string]>([
  ['de', 'de-AT, de;q=0.9, en;q=0.8', 'de-AT'],
  ['de', 'en-US, de-CH;q=0.7', 'de-CH'],
  ['de-DE', 'de-AT', 'de-DE'],
  ['fr', 'en-US', 'fr'],
  ['en', undefined, 'en'],
  ['en', '', 'en'],
  ['en', '*;q=0.1,,;,en-GB;q=0.2', 'en-GB'],
  ['pt-BR', 'en', 'pt-BR'],
  ['klingon', 'en-US', 'klingon'],
])('%s with "%s" is %s', (locale, accepted, expected) => {
  expect(withRegion(locale, accepted)).toBe(expected);
});
