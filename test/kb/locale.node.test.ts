import { expect, test } from 'vitest';
import { localeInPath, localeOf, localeOfText } from '../../kb/locale.ts';

test.each([
  ['en', 'en'],
  ['pt-BR', 'pt'],
  ['zh_Hant', 'zh'],
  ['EN', 'en'],
  ['english', null],
  ['', null],
])('reads %j as %s', (value, locale) => {
  expect(localeOf(value)).toBe(locale);
});

test.each([
  ['fr/billing.md', 'fr'],
  ['help/pt-br/billing/refunds.md', 'pt'],
  ['billing.es.md', 'es'],
  ['billing_zh.md', 'zh'],
  ['how-to-go.md', null],
  ['go/no-language.md', null],
  ['billing/refunds.md', null],
])('finds the language of %s: %s', (path, locale) => {
  expect(localeInPath(path)).toBe(locale);
});

test('detects the language of enough words, and does not guess at few', () => {
  expect(
    localeOfText(
      'Vous pouvez renvoyer votre colis dans les trente jours suivant la livraison. Le remboursement est effectué sous cinq jours ouvrables.',
    ),
  ).toBe('fr');
  expect(localeOfText('你可以在三十天内退货。')).toBe('zh');
  expect(localeOfText('Retour')).toBeNull();
});
