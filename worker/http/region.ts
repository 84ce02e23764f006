import { localeOf } from '../../kb/locale.ts';
import { regionOf } from '../../policy/help-lines.ts';

/**
 * A page's language often has no region ("de"), and the browser's does (`Accept-Language: de-AT, de;q=0.9`). The first of the
 * browser's languages that is the page's lends its region. The language itself stays the page's.
 */
export function withRegion(locale: string, accepted: string | undefined): string {
  if (regionOf(locale) !== '') return locale;
  const own = localeOf(locale);
  const region = (accepted ?? '')
    .split(',', 10)
    .map((part) => part.split(';', 1)[0]?.trim() ?? '')
    .filter((one) => localeOf(one) === own)
    .map(regionOf)
    .find((found) => found !== '');
  return own !== null && region !== undefined ? `${own}-${region}` : locale;
}
