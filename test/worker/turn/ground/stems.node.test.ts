import { expect, test } from 'vitest';
import { stemOf } from '../../../../worker/turn/ground/stems.ts';

test.each([
  ['en', 'sent', 'send'],
  ['en', 'colours', 'color'],
  ['en', 'neighbour', 'neighbors'],
  ['en', 'instalments', 'installment'],
  ['en', 'parcels', 'package'],
  ['en', 'e-mail', 'email'],
  ['en', "store's", 'stores'],
  ['de', 'kosten', 'kostet'],
  ['de', 'Tage'.toLowerCase(), 'tagen'],
  ['es', 'devolución', 'devoluciones'],
  ['fr', 'livraison', 'livraisons'],
])('in %s, %s and %s are one word', (language, one, other) => {
  expect(stemOf(one, language)).toBe(stemOf(other, language));
});

test('words that are not one stay apart', () => {
  expect(stemOf('our', 'en')).not.toBe(stemOf('or', 'en'));
  expect(stemOf('retour', 'de')).not.toBe(stemOf('rabatt', 'de'));
});
